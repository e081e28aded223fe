extension Attribute.Name {
  var text: StaticString {
    switch self {
    case .accept: "accept"
    case .autocomplete: "autocomplete"
    case .cols: "cols"
    case .colspan: "colspan"
    case .dir: "dir"
    case .for: "for"
    case .height: "height"
    case .id: "id"
    case .inputmode: "inputmode"
    case .label: "label"
    case .lang: "lang"
    case .max: "max"
    case .maxlength: "maxlength"
    case .method: "method"
    case .min: "min"
    case .minlength: "minlength"
    case .name: "name"
    case .pattern: "pattern"
    case .placeholder: "placeholder"
    case .role: "role"
    case .rows: "rows"
    case .rowspan: "rowspan"
    case .scope: "scope"
    case .size: "size"
    case .spellcheck: "spellcheck"
    case .step: "step"
    case .tabindex: "tabindex"
    case .title: "title"
    case .type: "type"
    case .value: "value"
    case .width: "width"
    case .alt: "alt"
    case .start: "start"
    case .datetime: "datetime"
    case .autocapitalize: "autocapitalize"
    case .enctype: "enctype"
    case .loading: "loading"
    case .wrap: "wrap"
    case .content: "content"
    case .viewBox: "viewBox"
    case .d: "d"
    case .draggable: "draggable"
    }
  }
}

extension Attribute.Flag {
  var text: StaticString {
    switch self {
    case .autofocus: "autofocus"
    case .checked: "checked"
    case .disabled: "disabled"
    case .hidden: "hidden"
    case .multiple: "multiple"
    case .novalidate: "novalidate"
    case .open: "open"
    case .readonly: "readonly"
    case .required: "required"
    case .reversed: "reversed"
    case .selected: "selected"
    case .formnovalidate: "formnovalidate"
    }
  }
}
