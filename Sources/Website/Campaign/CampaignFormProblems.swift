import GraduatePhotos
import Workflow

/// What the rules and the refusals say of a campaign's settings, at the fields they belong to.
enum CampaignFormProblems {
  static func fieldName(_ field: CampaignField, in regime: Regime) -> String {
    switch field {
    case .window(let kind): CampaignFormValues.first(kind)
    case .office(let kind): OfficePart.name.field(OfficePart.prefix(kind))
    case .provinceCode: "province"
    case .rosterColumn(let column): RosterTermFields.name(column)
    case .captions: CaptionFields.first(in: regime)
    default: field.key
    }
  }

  /// What stands against the plan; its province's code follows from the name and is judged there.
  static func errors(of plan: CampaignPlan) -> FormErrors {
    var errors = FormErrors()
    for problem in plan.problems() where problem.severity == .error && problem.field != .provinceCode {
      errors.add(problem.message, for: fieldName(problem.field, in: plan.regime))
    }
    return errors
  }

  /// What may stay but should be looked at.
  static func warnings(of plan: CampaignPlan) -> [String] {
    plan.problems().filter { $0.severity == .warning }.map(\.message)
  }

  static func errors(of refusal: CampaignRefusal) -> FormErrors {
    var errors = FormErrors()
    switch refusal {
    case .incomplete(let problems):
      for problem in problems { errors.add(problem.message, for: fieldName(problem.field, in: .roster)) }
    case .provinceUnknown, .provinceCodeDiffers: errors.add(refusal.sentence, for: "province")
    case .alreadyOpen, .identityFixed: errors.add(refusal.sentence, for: "graduating-class")
    case .standardUnknown: errors.add(refusal.sentence, for: "photo-standard")
    case .regimeFixed: errors.add(refusal.sentence, for: "regime")
    case .unknown, .tooLong, .tooManyOffices, .officerOnly: errors.add(refusal.sentence)
    }
    return errors
  }

  /// What is wrong with one field while it is being typed; nil when nothing is.
  static func whileTyping(_ name: String, _ value: String) -> String? {
    var fields = [(name: name, value: value)]
    let row = otherRow(of: name)
    if let row { fields.append((CampaignFormValues.otherRowsField, String(row))) }
    let values = CampaignFormValues(SubmittedForm(fields: fields))
    var errors = FormErrors()
    let empty = CampaignPlan(province: "", provinceCode: "", graduatingClass: GraduatingClass(year: 2000))
    let plan = values.plan(on: empty, errors: &errors)
    if let unreadable = errors[name] { return unreadable }
    if row != nil {
      let key = OfficePart.allCases.first { name.hasSuffix("-\($0.rawValue)") }?.field(OfficePart.prefix(.otherAgency))
      return plan.office(.otherAgency)?.problems().first { $0.field.key == key }?.message
    }
    return plan.problems().first { fieldName($0.field, in: plan.regime) == name }?.message
  }

  private static func otherRow(of name: String) -> Int? {
    let prefix = OfficePart.prefix(.otherAgency) + "-"
    guard name.hasPrefix(prefix) else { return nil }
    return Int(name.dropFirst(prefix.count).prefix { $0 != "-" }).flatMap {
      (1...CampaignLimits.offices).contains($0) ? $0 : nil
    }
  }
}

/// Sentences that all pages of campaign, institutions and centers share.
enum CampaignWords {
  /// The answer to what was just done, after the redirect; nothing when the page was merely opened.
  ///
  /// `#` in a sentence stands for the count of the address.
  static func done(_ call: Call, _ sentences: [String: String]) -> HTML {
    guard let sentence = sentences[call.query("done")] else { return .nothing }
    return Notice(kind: .right, title: sentence.replacing("#", with: String(Int(call.query("count")) ?? 0))).html
  }
}
