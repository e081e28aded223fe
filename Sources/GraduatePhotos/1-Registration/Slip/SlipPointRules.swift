/// Rules of the shooting points (A8, A9.2).
extension RegistrationSlip {
  func pointProblem(of field: SlipField) -> SlipProblem? {
    switch field {
    case .points:
      if points.isEmpty { return field.error("没有填写", "请至少填写一个拍摄点", [.shooting]) }
      return points.count <= RegistrationLimits.shootingPoints
        ? nil : field.error("超过 \(RegistrationLimits.shootingPoints) 个", "", [.shooting])
    case .pointName(let index):
      return points.indices.contains(index) ? Self.nameProblem(points[index].name, field, [.shooting]) : nil
    case .pointAddress(let index):
      guard points.indices.contains(index) else { return nil }
      return points[index].address.trimmed.isEmpty ? field.error("没有填写", "请写校区、楼名和房间", [.shooting]) : nil
    case .leaderName(let index):
      guard points.indices.contains(index) else { return nil }
      return Self.nameProblem(points[index].leader.name, field, [.shooting])
    case .leaderTelephone(let index):
      guard points.indices.contains(index) else { return nil }
      return Self.telephoneProblem(points[index].leader.telephone, field)
    case .coordinatorName(let index, let person): return coordinatorNameProblem(index, person, field)
    case .coordinatorTelephone(let index, let person):
      guard points.indices.contains(index) else { return nil }
      let people = points[index].coordinators
      return Self.telephoneProblem(people.indices.contains(person) ? people[person].telephone : "", field)
    case .venue(let index, let item): return venueProblem(index, item, field)
    default: return nil
    }
  }

  private func coordinatorNameProblem(_ index: Int, _ person: Int, _ field: SlipField) -> SlipProblem? {
    guard points.indices.contains(index) else { return nil }
    let people = points[index].coordinators
    let name = people.indices.contains(person) ? people[person].name.trimmed : ""
    if name.isEmpty { return field.error("没有填写", "每个拍摄点需要两名协调人员", [.shooting]) }
    let isTwice = people.prefix(person).contains { $0.name.trimmed.hasSameCodePoints(as: name) }
    return isTwice ? field.error("与前一名协调人员相同", "每个拍摄点需要两名不同的协调人员", [.shooting]) : nil
  }

  private func venueProblem(_ index: Int, _ item: VenueItem, _ field: SlipField) -> SlipProblem? {
    guard points.indices.contains(index) else { return nil }
    switch (points[index].venue[item], item.isRequired) {
    case (true?, _): return nil
    case (false?, true): return field.error("没有", "请安排好，或更换拍摄点", [.shooting])
    case (nil, true): return field.error("还没有确认", "请确认后勾选", [.shooting])
    case (false?, false): return field.warning("没有", "有需要的毕业生请提前告诉采集计划员")
    case (nil, false): return field.warning("还没有确认", "")
    }
  }

  private static func telephoneProblem(_ text: String, _ field: SlipField) -> SlipProblem? {
    do {
      _ = try Telephone.read(text)
      return nil
    } catch {
      return field.error(error.message, error.hint, [.shooting])
    }
  }
}

extension SlipField {
  func error(_ message: String, _ hint: String, _ holdsUp: Set<HeldUp>) -> SlipProblem {
    SlipProblem(field: self, severity: .error, message: message, hint: hint, holdsUp: holdsUp)
  }

  func warning(_ message: String, _ hint: String) -> SlipProblem {
    SlipProblem(field: self, severity: .warning, message: message, hint: hint, holdsUp: [])
  }
}
