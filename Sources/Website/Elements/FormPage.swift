/// A form: error summary, groups of fields in one column, buttons.
///
/// Everything it needs is a value, so that a refused form is shown again with what was typed.
struct FormPage: Sendable {
  struct Group: Sendable {
    var title: String?
    var fields: [FormField]
  }

  /// Where it is sent; POST always.
  var action: String
  /// From ``CSRF/token(session:form:mac:)``.
  var csrf: String
  var groups: [Group]
  var errors = FormErrors()
  /// A verb with its object: 「确认导入 1204 人」.
  var submitVerb: String
  var submitLook = Button.Look.primary
  /// A further button, sent as `act`: 「先看看」.
  var alternative: (verb: String, act: String)?
  /// The way out without sending.
  var cancel: (verb: String, address: String)?
  /// Where drafts are kept; nil for forms that keep none.
  var draftAddress: String?
  /// Sent along unseen, such as the version of what is being changed.
  var hidden: [(name: String, value: String)] = []

  init(
    action: String, csrf: String, submitVerb: String, fields: [FormField] = [], groups: [Group] = [],
    errors: FormErrors = FormErrors()
  ) {
    self.action = action
    self.csrf = csrf
    self.submitVerb = submitVerb
    self.groups = (fields.isEmpty ? [] : [Group(title: nil, fields: fields)]) + groups
    self.errors = errors
  }

  private var hasFile: Bool {
    groups.contains { $0.fields.contains { if case .file = $0.kind { true } else { false } } }
  }

  var html: HTML {
    fragment {
      ErrorSummary(errors: errors).html
      // The browser's own bubbles are switched off: our words stay on the page and can be read again.
      Tag.form(
        .class("form"), .set(.method, "post"), .action(action), .set(.enctype, hasFile ? "multipart/form-data" : nil),
        .flag(.novalidate), .data("draft", draftAddress), .data("upload", hasFile ? "" : nil)
      ) {
        // First, so that a streaming reader has checked it before the first byte of a file.
        CSRF.field(csrf)
        for field in hidden { Tag.input(.set(.type, "hidden"), .set(.name, field.name), .set(.value, field.value)) }
        for group in groups { html(of: group) }
        if hasFile { uploadProgress }
        buttons
      }
    }
  }

  /// The same with what was sent filled in and what is wrong with it.
  func refilled(from form: SubmittedForm, errors: FormErrors) -> FormPage {
    var page = self
    page.errors = errors
    page.groups = groups.map { Group(title: $0.title, fields: $0.fields.map { $0.filled(from: form) }) }
    return page
  }

  @HTMLBuilder private func fields(of group: Group) -> HTML {
    for field in group.fields { field.html(error: errors[field.name]) }
  }

  private func html(of group: Group) -> HTML {
    guard let title = group.title else { return fields(of: group) }
    return Tag.fieldset(.class("group form")) {
      Tag.legend(title)
      fields(of: group)
    }
  }

  private var uploadProgress: HTML {
    Tag.div(.class("upload-progress upload"), .flag(.hidden)) {
      Tag.progress(.class("bar"), .set(.value, 0), .set(.max, 1), .aria("label", "上传进度"))
      Tag.p(.class("upload-state"), .set(.role, "status"))
    }
  }

  private var buttons: HTML {
    Button.row {
      Button.submit(submitVerb, submitLook)
      if let alternative { Button.submit(alternative.verb, .quiet, name: "act", value: alternative.act) }
      if let cancel { Tag.a(cancel.verb, .href(cancel.address)) }
      if draftAddress != nil { Tag.span(.class("draft-state"), .set(.role, "status")) }
    }
  }
}
