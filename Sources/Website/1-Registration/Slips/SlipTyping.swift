import GraduatePhotos

extension RegistrationSlip {
  /// A field as it stands in its control: a number as digits, an answer as `yes` or `no`, nothing as an empty text.
  ///
  /// Setting a field that has no place in this slip does nothing.
  subscript(typed field: SlipField) -> String {
    get {
      if let path = Self.path(to: field, in: self) { return self[keyPath: path] }
      switch field {
      case .headCount(let category): return headCounts[category].map { String($0) } ?? ""
      case .venue(let index, let item):
        guard points.indices.contains(index) else { return "" }
        return points[index].venue[item].map { $0 ? "yes" : "no" } ?? ""
      default: return ""
      }
    }
    set {
      if let path = Self.path(to: field, in: self) {
        self[keyPath: path] = newValue
        return
      }
      switch field {
      case .headCount(let category): headCounts[category] = Int(newValue.compactHalfWidth)
      case .venue(let index, let item):
        guard points.indices.contains(index) else { return }
        points[index].venue[item] = newValue == "yes" ? true : newValue == "no" ? false : points[index].venue[item]
      default: break
      }
    }
  }

  /// Where a plain text lies; nil for numbers, answers and points that are not there.
  private static func path(to field: SlipField, in slip: RegistrationSlip) -> WritableKeyPath<RegistrationSlip, String>? {
    switch field {
    case .institutionName: \.institutionName
    case .studyCenterName: \.studyCenterName
    case .institutionCode: \.institutionCode
    case .address: \.address
    case .postcode: \.postcode
    case .contactName: \.contactName
    case .telephone: \.telephone
    case .secondTelephone: \.secondTelephone
    case .receiverName: \.receiver.name
    case .receiverTelephone: \.receiver.telephone
    case .receiverAddress: \.receiver.address
    case .receiverPostcode: \.receiver.postcode
    default: pointPath(to: field, in: slip)
    }
  }

  private static func pointPath(
    to field: SlipField, in slip: RegistrationSlip
  ) -> WritableKeyPath<RegistrationSlip, String>? {
    func person(_ point: Int, _ person: Int) -> WritableKeyPath<RegistrationSlip, PointPerson>? {
      guard slip.points.indices.contains(point), slip.points[point].coordinators.indices.contains(person) else { return nil }
      return \.points[point].coordinators[person]
    }
    switch field {
    case .pointName(let point), .pointAddress(let point), .leaderName(let point), .leaderTelephone(let point):
      guard slip.points.indices.contains(point) else { return nil }
      switch field {
      case .pointName: return \.points[point].name
      case .pointAddress: return \.points[point].address
      case .leaderName: return \.points[point].leader.name
      default: return \.points[point].leader.telephone
      }
    case .coordinatorName(let point, let number): return person(point, number)?.appending(path: \.name)
    case .coordinatorTelephone(let point, let number): return person(point, number)?.appending(path: \.telephone)
    default: return nil
    }
  }
}

/// A slip as it was sent, with what could not be read into it.
struct SlipTyping: Sendable {
  var slip: RegistrationSlip
  /// Texts that are no numbers, by the field's key.
  var unreadable: [String: String] = [:]

  /// What is said of them.
  static let noNumber = "不是数字，请填人数，例如 120"

  init(_ slip: RegistrationSlip) { self.slip = slip.withEveryCoordinator }

  /// - base: what stays where the form says nothing.
  init(_ form: SubmittedForm, over base: RegistrationSlip) {
    var read = base
    // As many points as the form shows, whatever was saved meanwhile.
    let shown = (1...RegistrationLimits.shootingPoints).prefix { form["point-\($0)-name"] != nil }.count
    read.points = (0..<shown).map { base.points.indices.contains($0) ? base.points[$0] : ShootingPoint() }
    read = read.withEveryCoordinator
    for field in read.fields {
      guard let text = form[field.key] else { continue }
      read[typed: field] = text
      if case .headCount = field, read[typed: field].isEmpty, !text.trimmed.isEmpty { unreadable[field.key] = text }
    }
    if let remark = form["remark"] { read.remark = remark }
    slip = read
  }

  func text(of field: SlipField) -> String { unreadable[field.key] ?? slip[typed: field] }

  /// What differs from another slip: the field's words, what is here, what is there.
  func differences(from other: RegistrationSlip) -> [(label: String, here: String, there: String)] {
    let other = other.withEveryCoordinator
    let fields = slip.points.count >= other.points.count ? slip.fields : other.fields
    var found = fields.compactMap { field -> (label: String, here: String, there: String)? in
      let (here, there) = (text(of: field), other[typed: field])
      return here.hasSameCodePoints(as: there) ? nil : (field.chineseName, Self.shown(here, field), Self.shown(there, field))
    }
    if !slip.remark.hasSameCodePoints(as: other.remark) { found.append(("备注", slip.remark, other.remark)) }
    return found
  }

  private static func shown(_ text: String, _ field: SlipField) -> String {
    guard case .venue = field else { return text }
    return text == "yes" ? "有" : text == "no" ? "没有" : ""
  }
}

extension RegistrationSlip {
  /// With room for two coordinators at each point (A8), so that the form has a field for each.
  fileprivate var withEveryCoordinator: RegistrationSlip {
    var slip = self
    for index in slip.points.indices {
      while slip.points[index].coordinators.count < ShootingPoint.coordinatorCount {
        slip.points[index].coordinators.append(PointPerson())
      }
    }
    return slip
  }
}
