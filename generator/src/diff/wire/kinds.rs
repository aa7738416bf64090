//! Every kind of change of the wire: its identifier, and one sentence about it.

/// Declares the kinds in groups, with the identifier and the sentence of each.
macro_rules! kinds {
    ($($group:literal { $($name:ident $id:literal $sentence:literal)* })*) => {
        /// What kind of change of the wire a [`WireChange`](super::super::WireChange) is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(super) enum WireKind {
            $($(#[doc = $sentence] $name,)*)*
        }

        impl WireKind {
            /// The identifier.
            fn id(self) -> &'static str {
                match self {
                    $($(Self::$name => $id,)*)*
                }
            }
        }

        /// Every kind, in the order of the book: the group, the identifier and the sentence.
        const TABLE: &[WireKindRow] = &[
            $($(WireKindRow { group: $group, id: $id, sentence: $sentence },)*)*
        ];
    };
}

/// A kind of change of the wire, as the book lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WireKindRow {
    /// What part of an API such changes are about.
    pub group: &'static str,
    /// The identifier: [`WireChange::kind`](super::super::WireChange::kind).
    pub id: &'static str,
    /// What has happened, in one sentence.
    pub sentence: &'static str,
}

/// The kinds that are not about keywords, in the order of the book.
pub(super) fn rows() -> impl Iterator<Item = WireKindRow> {
    TABLE.iter().copied()
}

/// The identifier of a kind. Only the tables make one, so that the book has them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct KindId(&'static str);

impl KindId {
    /// One of a table.
    pub(super) fn of_table(id: &'static str) -> Self {
        Self(id)
    }

    /// As it is printed.
    pub(super) fn as_str(self) -> &'static str {
        self.0
    }
}

impl From<WireKind> for KindId {
    fn from(kind: WireKind) -> Self {
        Self(kind.id())
    }
}

kinds! {
    "Operations" {
        OperationAdded "operation-added" "An operation has come."
        OperationRemoved "operation-removed" "An operation has gone."
        OperationMoved "operation-moved" "An operation has another method or path; its `operationId` is the same."
        WebhookAdded "webhook-added" "The API sends requests of a new webhook."
        WebhookRemoved "webhook-removed" "The API no longer sends requests of a webhook."
        CallbackAdded "callback-added" "The API sends requests of a new callback."
        CallbackRemoved "callback-removed" "The API no longer sends requests of a callback."
        SideEffectAdded "side-effect-added" "Clients no longer repeat a request on their own."
        SideEffectRemoved "side-effect-removed" "Clients may repeat a request on their own."
        PaginationAdded "pagination-added" "A list has pages (`x-pagination`)."
        PaginationRemoved "pagination-removed" "A list has no pages any more."
        PaginationChanged "pagination-changed" "The pages of a list are asked for, or found, in another way."
        WaiterAdded "waiter-added" "Clients can wait for a task (`x-waiter`)."
        WaiterRemoved "waiter-removed" "Clients cannot wait for a task any more."
        WaiterChanged "waiter-changed" "Clients ask for the state of a task, or read it, in another way."
        RuleAdded "rule-added" "A rule between parameters or properties has come (`x-rules`)."
        RuleRemoved "rule-removed" "A rule between parameters or properties has gone."
    }
    "Servers" {
        DefaultServerChanged "default-server-changed" "Clients send requests to another address unless told otherwise."
        ServerAdded "server-added" "An address has come."
        ServerRemoved "server-removed" "An address has gone."
        ServerVariableDefaultChanged "server-variable-default-changed" "A variable of an address has another default."
        ServerVariableValueAdded "server-variable-value-added" "A variable of an address has one more known value."
        ServerVariableValueRemoved "server-variable-value-removed" "A variable of an address has one known value less."
        OperationServerChanged "operation-server-changed" "An operation has another address than before."
    }
    "Credentials" {
        CredentialsRequired "credentials-required" "Requests need credentials, which they did not."
        CredentialsNotRequired "credentials-not-required" "Requests need no credentials any more."
        CredentialsAdded "credentials-added" "Another set of credentials is enough as well."
        CredentialsRemoved "credentials-removed" "A set of credentials is no longer enough."
        ScopeAdded "scope-added" "Credentials need one more scope."
        ScopeRemoved "scope-removed" "Credentials need one scope less."
        SchemeChanged "scheme-changed" "A security scheme sends its credentials in another way."
    }
    "Parameters" {
        ParameterAdded "parameter-added" "A parameter has come."
        ParameterRemoved "parameter-removed" "A parameter has gone."
        ParameterMoved "parameter-moved" "A parameter of the same name is in another part of the request."
        ParameterBecameRequired "parameter-became-required" "A parameter must be sent."
        ParameterBecameOptional "parameter-became-optional" "A parameter may be left out."
        StyleChanged "style-changed" "The value of a parameter or header is written in another style."
        ReservedCharactersChanged "reserved-characters-changed" "Clients escape reserved characters of a parameter, or no longer do."
    }
    "Bodies" {
        BodyAdded "body-added" "Requests have a body."
        BodyRemoved "body-removed" "Requests have no body any more."
        BodyBecameRequired "body-became-required" "The body of a request must be sent."
        BodyBecameOptional "body-became-optional" "The body of a request may be left out."
        MediaTypeAdded "media-type-added" "A body may be of one more media type."
        MediaTypeRemoved "media-type-removed" "A body cannot be of a media type any more."
        MediaTypeWidened "media-type-widened" "A media type has become a range that contains it."
        MediaTypeNarrowed "media-type-narrowed" "A range of media types has become one that it contains."
        DefaultMediaTypeChanged "default-media-type-changed" "Clients send another media type unless told otherwise."
        CodecChanged "codec-changed" "A body is read in another way: as one value, as bytes, as a sequence."
        EncodingChanged "encoding-changed" "A property of a form is written in another way."
        PartKindChanged "part-kind-changed" "A part of a form is a file, or no longer is."
    }
    "Responses" {
        ResponseAdded "response-added" "A status has a response."
        ResponseRemoved "response-removed" "A status has no response any more."
        ResponseBodyAdded "response-body-added" "A response has a body."
        ResponseBodyRemoved "response-body-removed" "A response has no body any more."
        HeaderAdded "header-added" "A response has one more header."
        HeaderRemoved "header-removed" "A response has one header less."
        HeaderBecameRequired "header-became-required" "A header is always in a response."
        HeaderBecameOptional "header-became-optional" "A header may be absent from a response."
        ErrorBodyChanged "error-body-changed" "Other properties of an error body have a meaning (`x-error`)."
    }
    "Types" {
        TypeChanged "type-changed" "BeforeAfter are of another type."
        TypeWidened "type-widened" "BeforeAfter are of a type that contains the one before."
        TypeNarrowed "type-narrowed" "BeforeAfter are of a type that the one before contains."
        IntegerWidened "integer-widened" "An integer of another width has a larger range."
        IntegerNarrowed "integer-narrowed" "An integer of another width has a smaller range."
        IntegerRangeChanged "integer-range-changed" "An integer of another width has another range."
        NumberWidened "number-widened" "A number may be larger, or have more digits."
        NumberNarrowed "number-narrowed" "A number has fewer digits, or a smaller range."
        FormatAdded "format-added" "A string has a format."
        FormatRemoved "format-removed" "A string has no format any more."
        FormatChanged "format-changed" "A string has another format."
        BecameNullable "became-nullable" "A value may be null."
        BecameNotNullable "became-not-nullable" "A value may not be null any more."
        UserTypeChanged "user-type-changed" "A value is of another type of the user (`x-rust-type`)."
        DefaultAdded "default-added" "An absent value has a default."
        DefaultRemoved "default-removed" "An absent value has no default any more."
        DefaultChanged "default-changed" "An absent value has another default."
    }
    "Objects" {
        PropertyAdded "property-added" "An object has one more property."
        PropertyRemoved "property-removed" "An object has one property less."
        PropertyBecameRequired "property-became-required" "A property must be present."
        PropertyBecameOptional "property-became-optional" "A property may be absent."
        PropertyBecameReadOnly "property-became-read-only" "A property is no longer in requests."
        PropertyNoLongerReadOnly "property-no-longer-read-only" "A property is in requests as well."
        PropertyBecameWriteOnly "property-became-write-only" "A property is no longer in responses."
        PropertyNoLongerWriteOnly "property-no-longer-write-only" "A property is in responses as well."
        PropertyHoldsAlways "property-holds-always" "The type of a property holds for every value; it was that of some alternatives."
        PropertyHoldsSometimes "property-holds-sometimes" "The type of a property holds for some alternatives only."
        ObjectClosed "object-closed" "Properties without a name in the schema are rejected."
        ObjectOpened "object-opened" "Properties without a name in the schema are allowed."
        AdditionalPropertiesRestricted "additional-properties-restricted" "Properties without a name in the schema have a type."
        AdditionalPropertiesUnrestricted "additional-properties-unrestricted" "Properties without a name in the schema may have any value."
    }
    "BeforeAfter" {
        EnumValueAdded "enum-value-added" "One more value is listed."
        EnumValueRemoved "enum-value-removed" "A value is no longer listed."
        BecameEnumeration "became-enumeration" "Only listed values are allowed."
        NoLongerEnumeration "no-longer-enumeration" "Other values than the listed ones are allowed, and none is listed any more."
        UnlistedValuesAllowed "unlisted-values-allowed" "Other values than the listed ones are allowed."
        UnlistedValuesRejected "unlisted-values-rejected" "No values are allowed but the listed ones."
        BecameConstant "became-constant" "Only one value is allowed."
        NoLongerConstant "no-longer-constant" "Other values than one are allowed."
        ConstantChanged "constant-changed" "Another value is the only one that is allowed."
    }
    "Unions" {
        BecameUnion "became-union" "A value is of one of several types."
        NoLongerUnion "no-longer-union" "A value is of one type; it was one of several."
        AlternativeAdded "alternative-added" "A value may be of one more type."
        AlternativeRemoved "alternative-removed" "A value cannot be of a type any more."
        TagAdded "tag-added" "One more value of the discriminator selects an alternative."
        TagRemoved "tag-removed" "A value of the discriminator no longer selects an alternative."
        DiscriminatorAdded "discriminator-added" "A property selects the alternative."
        DiscriminatorRemoved "discriminator-removed" "No property selects the alternative any more."
        DiscriminatorChanged "discriminator-changed" "Another property selects the alternative."
        OneOfBecameAnyOf "one-of-became-any-of" "A value may match several alternatives."
        AnyOfBecameOneOf "any-of-became-one-of" "A value may match only one alternative."
    }
    "Limits" {
        MinLengthAdded "min-length-added" "A string has a least length."
        MinLengthRemoved "min-length-removed" "A string has no least length any more."
        MinLengthIncreased "min-length-increased" "The least length of a string is larger."
        MinLengthDecreased "min-length-decreased" "The least length of a string is smaller."
        MaxLengthAdded "max-length-added" "A string has a greatest length."
        MaxLengthRemoved "max-length-removed" "A string has no greatest length any more."
        MaxLengthIncreased "max-length-increased" "The greatest length of a string is larger."
        MaxLengthDecreased "max-length-decreased" "The greatest length of a string is smaller."
        MinimumAdded "minimum-added" "A number has a minimum."
        MinimumRemoved "minimum-removed" "A number has no minimum any more."
        MinimumIncreased "minimum-increased" "The minimum of a number is larger, or excluded."
        MinimumDecreased "minimum-decreased" "The minimum of a number is smaller, or no longer excluded."
        MaximumAdded "maximum-added" "A number has a maximum."
        MaximumRemoved "maximum-removed" "A number has no maximum any more."
        MaximumIncreased "maximum-increased" "The maximum of a number is larger, or no longer excluded."
        MaximumDecreased "maximum-decreased" "The maximum of a number is smaller, or excluded."
        MinItemsAdded "min-items-added" "A list has a least number of items."
        MinItemsRemoved "min-items-removed" "A list has no least number of items any more."
        MinItemsIncreased "min-items-increased" "The least number of items is larger."
        MinItemsDecreased "min-items-decreased" "The least number of items is smaller."
        MaxItemsAdded "max-items-added" "A list has a greatest number of items."
        MaxItemsRemoved "max-items-removed" "A list has no greatest number of items any more."
        MaxItemsIncreased "max-items-increased" "The greatest number of items is larger."
        MaxItemsDecreased "max-items-decreased" "The greatest number of items is smaller."
        MinPropertiesAdded "min-properties-added" "An object has a least number of properties."
        MinPropertiesRemoved "min-properties-removed" "An object has no least number of properties any more."
        MinPropertiesIncreased "min-properties-increased" "The least number of properties is larger."
        MinPropertiesDecreased "min-properties-decreased" "The least number of properties is smaller."
        MaxPropertiesAdded "max-properties-added" "An object has a greatest number of properties."
        MaxPropertiesRemoved "max-properties-removed" "An object has no greatest number of properties any more."
        MaxPropertiesIncreased "max-properties-increased" "The greatest number of properties is larger."
        MaxPropertiesDecreased "max-properties-decreased" "The greatest number of properties is smaller."
        PatternAdded "pattern-added" "A string must match an expression."
        PatternRemoved "pattern-removed" "A string need not match an expression any more."
        PatternChanged "pattern-changed" "A string must match another expression."
        MultipleOfAdded "multiple-of-added" "A number must be a multiple of another."
        MultipleOfRemoved "multiple-of-removed" "A number need not be a multiple of another any more."
        MultipleOfChanged "multiple-of-changed" "A number must be a multiple of something else."
        UniqueItemsAdded "unique-items-added" "The items of a list must differ."
        UniqueItemsRemoved "unique-items-removed" "The items of a list may be equal."
    }
}
