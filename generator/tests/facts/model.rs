//! An invented operation: what its page says, before it has a layout.

/// A page.
#[derive(Clone)]
pub(crate) struct Doc {
    pub(crate) operation: &'static str,
    pub(crate) title: &'static str,
    pub(crate) date: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) action: Option<(&'static str, &'static str)>,
    pub(crate) path_parameters: Vec<Field>,
    pub(crate) query: Vec<Field>,
    pub(crate) headers: Vec<Field>,
    /// The body, then the objects inside it.
    pub(crate) body: Vec<Object>,
    pub(crate) responses: Vec<Answer>,
    pub(crate) remark: &'static str,
}

#[derive(Clone)]
pub(crate) struct Object {
    pub(crate) name: &'static str,
    pub(crate) fields: Vec<Field>,
}

#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: String,
    /// The body, then the objects inside it.
    pub(crate) body: Vec<Object>,
}

#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) required: Option<bool>,
    pub(crate) type_name: String,
    pub(crate) text: String,
    pub(crate) values: Option<Values>,
    pub(crate) default: Option<String>,
    pub(crate) range: Option<(Range, i64, i64)>,
}

/// How values are written.
#[derive(Clone, PartialEq)]
pub(crate) enum Values {
    Sentence(Vec<&'static str>),
    Colon(Vec<&'static str>),
    Options(Vec<&'static str>),
    Slashes(Vec<&'static str>),
    Labelled(Vec<&'static str>),
    Bullets(Vec<&'static str>),
    BulletsWithLabels(Vec<&'static str>),
}

impl Values {
    pub(crate) fn list(&self) -> &Vec<&'static str> {
        match self {
            Self::Sentence(list)
            | Self::Colon(list)
            | Self::Options(list)
            | Self::Slashes(list)
            | Self::Labelled(list)
            | Self::Bullets(list)
            | Self::BulletsWithLabels(list) => list,
        }
    }

    pub(crate) fn list_mut(&mut self) -> &mut Vec<&'static str> {
        match self {
            Self::Sentence(list)
            | Self::Colon(list)
            | Self::Options(list)
            | Self::Slashes(list)
            | Self::Labelled(list)
            | Self::Bullets(list)
            | Self::BulletsWithLabels(list) => list,
        }
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self, Self::Bullets(_) | Self::BulletsWithLabels(_))
    }
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Range {
    Value,
    Length,
    Items,
}

pub(crate) fn field(name: &str, required: impl Into<Option<bool>>, type_name: &str) -> Field {
    Field {
        name: name.to_owned(),
        required: required.into(),
        type_name: type_name.to_owned(),
        text: "Something about it.".to_owned(),
        values: None,
        default: None,
        range: None,
    }
}

impl Field {
    fn values(mut self, values: Values) -> Self {
        self.values = Some(values);
        self
    }

    fn default(mut self, default: &str) -> Self {
        self.default = Some(default.to_owned());
        self
    }

    fn range(mut self, of: Range, least: i64, most: i64) -> Self {
        self.range = Some((of, least, most));
        self
    }
}

fn error() -> Vec<Object> {
    let fields = vec![
        field("error_code", None, "String"),
        field("error_msg", None, "String"),
    ];
    vec![Object { name: "", fields }]
}

/// An operation with a bit of everything.
pub(crate) fn doc() -> Doc {
    let body = vec![
        field("garden", true, "Garden object"),
        field("notify", false, "Boolean").default("true"),
    ];
    let garden = vec![
        field("title", true, "String").range(Range::Length, 2, 48),
        field("beds", true, "Array of Bed objects"),
        field("labels", false, "Map<String,String>"),
        field("owner", false, "Owner object"),
    ];
    let bed = vec![
        field("width", true, "Integer").range(Range::Value, 1, 900),
        field("soil", true, "Soil object"),
        field("plants", false, "Array of strings").range(Range::Items, 1, 12),
    ];
    let soil = vec![
        field("kind", true, "String").values(Values::Options(vec!["sand", "clay", "loam"])),
        field("depth", false, "Double"),
    ];
    let owner = vec![field("id", true, "String")];
    let planted = vec![
        field("beds", None, "Array of Bed objects"),
        field("planted_at", None, "Long"),
        field("stage", None, "String").values(Values::Colon(vec!["seeded", "growing", "ripe"])),
    ];
    let answer_bed = vec![
        field("bed_id", None, "String"),
        field("wet", None, "Boolean"),
    ];
    Doc {
        operation: "PlantGarden",
        title: "Planting a Garden",
        date: "2025-11-03",
        method: "PUT",
        path: "/v2/{estate_id}/gardens/{garden_id}".to_owned(),
        action: Some(("green:gardens:plant", "Write")),
        path_parameters: vec![
            field("estate_id", true, "String"),
            field("garden_id", true, "String"),
        ],
        query: vec![
            field("season", true, "String").values(Values::Sentence(vec!["spring", "autumn"])),
            field("order", false, "String")
                .values(Values::Labelled(vec!["up", "down"]))
                .default("up"),
            field("shade", false, "String").values(Values::Slashes(vec!["full", "half", "none"])),
            field("tool", false, "String").values(Values::Bullets(vec!["spade", "rake"])),
            field("sort_key", false, "String")
                .values(Values::BulletsWithLabels(vec!["size", "age"])),
            field("page_size", false, "Integer")
                .range(Range::Value, 1, 60)
                .default("15"),
        ],
        headers: vec![
            field("X-Climate", false, "String"),
            field("X-Auth-Token", true, "String"),
        ],
        body: vec![
            Object {
                name: "",
                fields: body,
            },
            Object {
                name: "Garden",
                fields: garden,
            },
            Object {
                name: "Bed",
                fields: bed,
            },
            Object {
                name: "Soil",
                fields: soil,
            },
            Object {
                name: "Owner",
                fields: owner,
            },
        ],
        responses: vec![
            Answer {
                status: "200".to_owned(),
                body: vec![
                    Object {
                        name: "",
                        fields: planted,
                    },
                    Object {
                        name: "Bed",
                        fields: answer_bed,
                    },
                ],
            },
            Answer {
                status: "202".to_owned(),
                body: Vec::new(),
            },
            Answer {
                status: "400".to_owned(),
                body: error(),
            },
            Answer {
                status: "503".to_owned(),
                body: error(),
            },
        ],
        remark: "Plants what the gardener wants.",
    }
}
