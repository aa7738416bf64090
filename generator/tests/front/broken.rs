//! Five mistakes in one document: five reports in one run, each at the exact value.

use crate::report;

const FIVE: &str = r##"openapi: 3.0.3
info:
  title: Pets
  version: "1"
paths:
  /pets/{petId}:
    get:
      operationId: getPet
      sumary: One pet
      parameters:
        - {name: petID, in: path, required: true, schema: {type: string}}
        - {name: petId, in: path, required: true, schema: {type: string}}
        - name: limit
          in: query
          schema: {type: integer, minimum: 10, maximum: 5}
      responses:
        "200":
          description: A pet
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Pets"}
components:
  schemas:
    Pet:
      type: object
      properties:
        name: {type: string, maxLength: "20"}
"##;

#[test]
fn five_mistakes_give_five_reports() {
    insta::assert_snapshot!(report(FIVE), @r##"
    error[BW0201]: unknown key `sumary` in the Operation Object
     --> api.yaml:9:7
      |
    9 |       sumary: One pet
      |       ^^^^^^
      |
      = at: #/paths/~1pets~1{petId}/get/sumary
      = help: did you mean `summary`?

    error[BW0401]: `#/components/schemas/Pets` does not exist
      --> api.yaml:21:30
       |
    21 |               schema: {$ref: "#/components/schemas/Pets"}
       |                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = at: #/paths/~1pets~1{petId}/get/responses/200/content/application~1json/schema/$ref
       = help: did you mean `Pet`?

    error[BW0203]: expected a whole number, found the string `20`
      --> api.yaml:27:41
       |
    27 |         name: {type: string, maxLength: "20"}
       |                                         ^^^^
       |
       = at: #/components/schemas/Pet/properties/name/maxLength
       = help: remove the quotes

    error[BW0302]: the path has no `{petID}`
      --> api.yaml:11:18
       |
    11 |         - {name: petID, in: path, required: true, schema: {type: string}}
       |                  ^^^^^
       |
       = at: #/paths/~1pets~1{petId}/get/parameters/0/name
       = help: did you mean `petId`?

    error[BW0306]: `minimum` 10 is above `maximum` 5
      --> api.yaml:15:44
       |
    15 |           schema: {type: integer, minimum: 10, maximum: 5}
       |                                            ^^           - the upper bound
       |
       = at: #/paths/~1pets~1{petId}/get/parameters/2/schema/minimum
       = help: correct one of the bounds

    5 errors
    "##);
}
