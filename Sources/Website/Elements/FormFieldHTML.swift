extension FormField {
  /// The whole field, with what is wrong with it from ``FormErrors``.
  func html(error: String?) -> HTML {
    switch kind {
    case .radio(let options): radioGroup(options, error)
    case .checkbox: checkbox(error)
    case .confirmation(let phrase): confirmation(phrase, error)
    default:
      Tag.div(.classes("field", sizeClass, error == nil ? nil : "wrong")) {
        Tag.label(.set(.for, identifier)) { labelText }
        hintLine
        control(error)
        errorLine(error)
      }
    }
  }

  private var sizeClass: String? {
    switch kind {
    case .number, .date, .oneTimeCode: "short figures"
    case .telephone: "figures"
    default: nil
    }
  }

  @HTMLBuilder private var labelText: HTML {
    label
    if !isRequired { Tag.span("（选填）", .class("optional")) }
  }

  private var hintLine: HTML {
    guard let hint else { return .nothing }
    return Tag.p(hint, .class("hint"), .id("\(identifier)-hint"))
  }

  /// Always there, so that check.js has a place to write to; empty ones are not shown.
  private func errorLine(_ error: String?) -> HTML {
    Tag.p(error ?? "", .class("field-error"), .id("\(identifier)-error"), .aria("live", "polite"))
  }

  private func describedBy(_ error: String?) -> String? {
    let ids = [hint == nil ? nil : "\(identifier)-hint", error == nil ? nil : "\(identifier)-error"].compactMap { $0 }
    return ids.isEmpty ? nil : ids.joined(separator: " ")
  }

  private func control(_ error: String?) -> HTML {
    switch kind {
    case .select(let options): select(options, error)
    case .textArea(let rows): textArea(rows: rows, error)
    case .file(let accept, let isMultiple):
      Tag.input(
        .id(identifier), .set(.name, name), .set(.type, "file"), .set(.accept, accept), .flag(.multiple, if: isMultiple),
        .flag(.required, if: isRequired), .aria("describedby", describedBy(error)))
    default: input(error)
    }
  }

  private func input(_ error: String?) -> HTML {
    let look = kind.look
    return Tag.input(
      .id(identifier), .set(.name, name), .set(.type, look.type), .set(.inputmode, look.inputMode),
      .set(.value, value.isEmpty ? nil : value), .set(.autocomplete, autocomplete ?? look.autocomplete),
      .set(.maxlength, lengthLimit.map(String.init)), .set(.min, look.range.map { String($0.lowerBound) }),
      .set(.max, look.range.map { String($0.upperBound) }), .set(.spellcheck, "false"), .set(.autocapitalize, "off"),
      .flag(.required, if: isRequired), .flag(.readonly, if: isReadOnly), .data("check", checkAddress),
      .aria("invalid", error == nil ? nil : "true"), .aria("describedby", describedBy(error)))
  }

  private func select(_ options: [Option], _ error: String?) -> HTML {
    Tag.select(
      .id(identifier), .set(.name, name), .set(.autocomplete, autocomplete), .flag(.required, if: isRequired),
      .aria("invalid", error == nil ? nil : "true"), .aria("describedby", describedBy(error))
    ) {
      for option in options {
        Tag.option(option.label, .set(.value, option.value), .flag(.selected, if: option.value == value))
      }
    }
  }

  private func textArea(rows: Int, _ error: String?) -> HTML {
    // A parser drops one line feed after the start tag; this one is for it.
    Tag.textarea(
      "\n" + value, .id(identifier), .set(.name, name), .set(.rows, rows), .set(.maxlength, lengthLimit.map(String.init)),
      .flag(.required, if: isRequired), .flag(.readonly, if: isReadOnly), .data("check", checkAddress),
      .aria("invalid", error == nil ? nil : "true"), .aria("describedby", describedBy(error)))
  }

  private func radioGroup(_ options: [Option], _ error: String?) -> HTML {
    Tag.fieldset(
      .classes("field", error == nil ? nil : "wrong"), .aria("describedby", describedBy(error)), .set(.role, "radiogroup")
    ) {
      Tag.legend { labelText }
      hintLine
      for (index, option) in options.enumerated() {
        // The first one bears the field's id, so that the summary's link finds it.
        let id = index == 0 ? identifier : "\(identifier)-\(index + 1)"
        Tag.div(.class("choice")) {
          Tag.input(
            .id(id), .set(.type, "radio"), .set(.name, name), .set(.value, option.value),
            .flag(.checked, if: option.value == value), .flag(.required, if: isRequired))
          Tag.label(.set(.for, id)) {
            option.label
            if let remark = option.remark { Tag.small(remark) }
          }
        }
      }
      errorLine(error)
    }
  }

  private func checkbox(_ error: String?) -> HTML {
    Tag.div(.classes("field", error == nil ? nil : "wrong")) {
      Tag.div(.class("choice")) {
        Tag.input(
          .id(identifier), .set(.type, "checkbox"), .set(.name, name), .flag(.checked, if: !value.isEmpty),
          .flag(.required, if: isRequired), .aria("describedby", describedBy(error)))
        Tag.label(.set(.for, identifier)) { label }
      }
      hintLine
      errorLine(error)
    }
  }

  private func confirmation(_ phrase: String, _ error: String?) -> HTML {
    Tag.div(.classes("field confirm", error == nil ? nil : "wrong")) {
      Tag.label(label, .set(.for, identifier))
      Tag.p(.class("hint"), .id("\(identifier)-hint")) {
        "确认无误后，请在下面一字不差地输入："
        Tag.code(phrase)
      }
      Tag.input(
        .id(identifier), .set(.name, name), .set(.type, "text"), .set(.autocomplete, "off"), .flag(.required),
        .aria("describedby", "\(identifier)-hint"))
      errorLine(error)
    }
  }
}

extension FormField.Kind {
  /// How an `<input>` of this kind presents itself.
  struct Look: Sendable {
    var type = "text"
    var inputMode: String?
    var autocomplete: String?
    var range: ClosedRange<Int>?
  }

  var look: Look {
    switch self {
    case .number(let range): Look(type: "number", inputMode: "numeric", autocomplete: "off", range: range)
    case .telephone: Look(type: "tel", inputMode: "tel")
    case .email: Look(type: "email", inputMode: "email")
    case .date: Look(type: "date")
    case .password: Look(type: "password", autocomplete: "current-password")
    case .oneTimeCode: Look(inputMode: "numeric", autocomplete: "one-time-code")
    case .search: Look(type: "search", inputMode: "search", autocomplete: "off")
    default: Look()
    }
  }
}
