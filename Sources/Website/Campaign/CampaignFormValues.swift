import GraduatePhotos

/// A campaign's settings as people type them, by field name: made from a plan or a sent form, and read back into a plan.
///
/// A planner's form lacks what the province decides; what a form lacks stays as it is.
struct CampaignFormValues: Sendable, Equatable {
  /// Empty rows offered for agencies of other provinces.
  static let spareRows = 2
  static let otherRowsField = "other-agencies"

  private var values: [String: String] = [:]
  /// Rows of agencies of other provinces.
  private(set) var otherRows = 0

  subscript(name: String) -> String { values[name] ?? "" }

  init(_ plan: CampaignPlan) {
    values["province"] = plan.province
    values["graduating-class"] = String(plan.graduatingClass.year)
    values["kind"] = plan.kind.rawValue
    values["regime"] = plan.regime.rawValue
    values["fee-per-head"] = plan.feePerHead.plain
    values["reprint-price"] = plan.reprintPrice?.plain ?? ""
    values["photo-standard"] = plan.photoStandard
    values["proofing-place"] = plan.proofingPlace.rawValue
    values["students-per-hour"] = String(plan.studentsPerHour)
    values["makeup-place"] = plan.makeupPlace
    values["second-eyes"] = (plan.secondEyes ?? .concerns).rawValue
    values.merge(RosterTermFields.values(of: plan.rosterTerms ?? RosterTerms())) { _, roster in roster }
    values.merge(CaptionFields.values(of: plan.captions ?? .standard)) { _, caption in caption }
    for kind in CampaignWindow.Kind.allCases {
      let days = plan.days(of: kind)
      values[Self.first(kind)] = days?.first.iso ?? ""
      values[Self.last(kind)] = days?.last.iso ?? ""
    }
    for kind in OfficePart.single { put(plan.office(kind) ?? Office(kind: kind), under: OfficePart.prefix(kind)) }
    let others = plan.offices.filter { $0.kind == .otherAgency }
    for (index, office) in others.enumerated() { put(office, under: OfficePart.prefix(row: index + 1)) }
    otherRows = others.count
  }

  init(_ form: SubmittedForm) {
    for field in form.fields { values[field.name] = form.trimmed(field.name) }
    otherRows = min(max(0, Int(form.trimmed(Self.otherRowsField)) ?? 0), WebsiteLimits.formFields)
    // Spare rows that stayed empty are offered anew.
    while otherRows > 0, isEmpty(row: otherRows) { otherRows -= 1 }
  }

  private func isEmpty(row: Int) -> Bool {
    OfficePart.allCases.allSatisfy { self[$0.field(OfficePart.prefix(row: row))].isEmpty }
  }

  static func first(_ kind: CampaignWindow.Kind) -> String { "window-\(kind.rawValue)-first" }
  static func last(_ kind: CampaignWindow.Kind) -> String { "window-\(kind.rawValue)-last" }

  private mutating func put(_ office: Office, under prefix: String) {
    for part in OfficePart.allCases { values[part.field(prefix)] = office[keyPath: part.path] }
  }

  /// The names of all fields in the order of the form.
  var names: [String] {
    let windows = CampaignWindow.Kind.allCases.flatMap { [Self.first($0), Self.last($0)] }
    let offices = OfficePart.prefixes(otherRows: otherRows).flatMap { prefix in OfficePart.allCases.map { $0.field(prefix) } }
    return ["province", "graduating-class", "kind", "regime"] + windows + ["makeup-place"]
      + ["fee-per-head", "reprint-price", "photo-standard", "proofing-place", "students-per-hour", "second-eyes"]
      + CaptionFields.names
      + RosterTermFields.names + offices
  }

  /// False for what the form did not ask.
  func holds(_ name: String) -> Bool { values[name] != nil }

  /// What two people made of the same version: where this one left a field alone, the other's value; else this one's.
  func merged(from base: CampaignFormValues, with theirs: CampaignFormValues) -> CampaignFormValues {
    var merged = theirs
    merged.otherRows = max(otherRows, theirs.otherRows)
    for name in merged.names where holds(name) && self[name] != base[name] { merged.values[name] = self[name] }
    return merged
  }
}

extension CampaignFormValues {
  /// The plan these values describe.
  ///
  /// - Parameters:
  ///   - base: gives what the form lacks.
  ///   - errors: takes what cannot be read at all; the rules judge the rest.
  /// - Returns: the plan, with the base's value where a field could not be read.
  func plan(on base: CampaignPlan, errors: inout FormErrors) -> CampaignPlan {
    var plan = base
    if let province = values["province"], province != base.province {
      plan.province = province
      // Follows from the name.
      plan.provinceCode = ""
    }
    if let text = values["graduating-class"] {
      if let year = Int(text.compactHalfWidth), (2000...2100).contains(year) {
        plan.graduatingClass = GraduatingClass(year: year)
      } else {
        errors.add("届应为四位年份，例如 2026", for: "graduating-class")
      }
    }
    if let kind = values["kind"].flatMap(CampaignKind.init(rawValue:)) { plan.kind = kind }
    if let regime = values["regime"].flatMap(Regime.init(rawValue:)) { plan.regime = regime }
    if let place = values["proofing-place"].flatMap(ProofingPlace.init(rawValue:)) { plan.proofingPlace = place }
    if let eyes = values["second-eyes"].flatMap(SecondEyes.init(rawValue:)), eyes != base.secondEyes ?? .concerns {
      plan.secondEyes = eyes
    }
    if let standard = values["photo-standard"] { plan.photoStandard = standard }
    if let place = values["makeup-place"] { plan.makeupPlace = place }
    if let text = values["fee-per-head"] {
      if let fee = Fen(text: text) { plan.feePerHead = fee } else { errors.add("每人费用请填写金额，例如 20 或 20.50", for: "fee-per-head") }
    }
    if let text = values["reprint-price"] {
      plan.reprintPrice = text.isEmpty ? nil : Fen(text: text)
      if !text.isEmpty, plan.reprintPrice == nil { errors.add("加洗每张的价格请填写金额，例如 1.50，或者不填", for: "reprint-price") }
    }
    if let text = values["students-per-hour"] {
      if let heads = Int(text.compactHalfWidth) {
        plan.studentsPerHour = heads
      } else {
        errors.add("每小时人数应为整数，例如 100", for: "students-per-hour")
      }
    }
    plan.rosterTerms = RosterTermFields.terms(on: base.rosterTerms, { values[$0] }, errors: &errors)
    plan.captions = CaptionFields.setting(on: base.captions) { values[$0] }
    plan.windows = windows(errors: &errors)
    plan.offices = offices
    return plan
  }

  private func windows(errors: inout FormErrors) -> [CampaignWindow] {
    var windows: [CampaignWindow] = []
    for kind in CampaignWindow.Kind.allCases {
      let first = day(Self.first(kind), "\(kind.chineseName)的开始日期", &errors)
      let last = day(Self.last(kind), "\(kind.chineseName)的结束日期", &errors)
      guard let first, let last else {
        // A field that cannot be read has said so already.
        if first != nil, self[Self.last(kind)].isEmpty { errors.add("没有填写\(kind.chineseName)的结束日期", for: Self.last(kind)) }
        if last != nil, self[Self.first(kind)].isEmpty { errors.add("没有填写\(kind.chineseName)的开始日期", for: Self.first(kind)) }
        continue
      }
      windows.append(CampaignWindow(kind, CalendarDays(first, through: last)))
    }
    return windows
  }

  private func day(_ name: String, _ what: String, _ errors: inout FormErrors) -> CalendarDay? {
    let text = self[name]
    guard !text.isEmpty else { return nil }
    guard let day = CalendarDay.parse(text) else {
      errors.add("\(what)写法不对，例如 2026-04-09", for: name)
      return nil
    }
    return day
  }

  private var offices: [Office] {
    let single = OfficePart.single.map { office($0, under: OfficePart.prefix($0)) }
    let others = (0..<otherRows).map { office(.otherAgency, under: OfficePart.prefix(row: $0 + 1)) }
    return single + others.filter { office in OfficePart.allCases.contains { !office[keyPath: $0.path].isEmpty } }
  }

  private func office(_ kind: Office.Kind, under prefix: String) -> Office {
    var office = Office(kind: kind)
    for part in OfficePart.allCases { office[keyPath: part.path] = self[part.field(prefix)] }
    return office
  }
}

/// The fields of one office.
enum OfficePart: String, Sendable, CaseIterable {
  case name, contact, telephone
  case secondTelephone = "second-telephone"
  case address, postcode, fax, email

  /// Offices of which a campaign has one each.
  static let single: [Office.Kind] = [.educationDepartment, .agency, .headOffice]

  static func prefix(_ kind: Office.Kind) -> String { "office-\(kind.rawValue)" }
  /// The n-th agency of another province, from 1.
  static func prefix(row: Int) -> String { "office-\(Office.Kind.otherAgency.rawValue)-\(row)" }
  static func prefixes(otherRows: Int) -> [String] { single.map(prefix) + (0..<otherRows).map { prefix(row: $0 + 1) } }

  func field(_ prefix: String) -> String { "\(prefix)-\(rawValue)" }

  var label: String {
    switch self {
    case .name: "名称"
    case .contact: "联系人"
    case .telephone: "电话"
    case .secondTelephone: "第二电话"
    case .address: "地址"
    case .postcode: "邮编"
    case .fax: "传真"
    case .email: "电子邮箱"
    }
  }

  var path: any WritableKeyPath<Office, String> & Sendable {
    switch self {
    case .name: \.name
    case .contact: \.contactName
    case .telephone: \.telephone
    case .secondTelephone: \.secondTelephone
    case .address: \.address
    case .postcode: \.postcode
    case .fax: \.fax
    case .email: \.email
    }
  }
}
