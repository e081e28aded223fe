/// Rules that a visit keeps or breaks by itself.
extension TourRules {
  func violations(of visit: Visit) -> [TourViolation] {
    guard let institutionAt = model.institutionIndex[visit.institution], let crewAt = model.crewIndex[visit.crew] else {
      return [
        violation(.known, visit, "场次 \(visit.number) 的院校或拍摄小组不在名单里", hint: "请改选名单里的院校和拍摄小组")
      ]
    }
    let institution = model.problem.institutions[institutionAt]
    let crew = model.problem.crews[crewAt]
    var found: [TourViolation] = []
    if model.problem.isHandedOver(institution) {
      found.append(
        violation(.outsideProvince, visit, "\(institution.name)在\(institution.province)，不在本省安排", hint: "请删去这一场，移交当地采集单位"))
    }
    if !(1...max(1, institution.shootingPoints)).contains(visit.point) {
      found.append(
        violation(
          .oneCrewOnePlace, visit, "\(institution.name)只有 \(institution.shootingPoints) 个拍摄点，没有第 \(visit.point) 个",
          hint: "请改用已有的拍摄点，或请学校增设"))
    }
    found += dayViolations(of: visit, crew)
    for wish in institution.wishes where wish.isFirm && !wish.isMet(on: visit.day, span: visit.span) {
      found.append(
        violation(
          .firmWish, visit, "\(institution.name)要求\(wish.chinese)，\(visit.day.chineseWithoutYear) \(visit.span.chinese)不符合",
          hint: "请改到符合要求的时间，或与学校商定放宽"))
    }
    let groups = visit.turns.map { turn in groupIndex[institutionAt][turn.group].map { institution.groups[$0] } }
    guard !visit.turns.isEmpty, !groups.contains(nil) else {
      return found + [
        violation(.known, visit, "\(institution.name) \(visit.day.chineseWithoutYear)的场次没有班级，或有名单以外的班级", hint: "请删去这一场，或改选班级")
      ]
    }
    let known = groups.compactMap(\.self)
    found += phaseViolations(of: visit, institution, known)
    found += orderViolations(of: visit, institution, known)
    return found + timeViolations(of: visit, institution, crew, known, pace: model.paces[institutionAt])
  }

  private func dayViolations(of visit: Visit, _ crew: Crew) -> [TourViolation] {
    if model.dayIndex[visit.day] == nil {
      let why =
        switch model.holidays.kind(of: visit.day) {
        case .off(let name): "是\(name)假期"
        case .weekend: "是周末"
        case .working, .swapped: "不在拍摄阶段内"
        }
      return [
        violation(
          .workingDay, visit, "\(visit.day.chinese)\(why)，\(name(visit.institution))不能在这一天拍摄", hint: "请改到拍摄阶段内的工作日")
      ]
    }
    guard crew.isOff(visit.day) else { return [] }
    return [violation(.workingHours, visit, "\(crew.name)\(visit.day.chineseWithoutYear)休息", hint: "请换一个拍摄小组或日期")]
  }

  private func phaseViolations(of visit: Visit, _ institution: TourInstitution, _ groups: [TourGroup]) -> [TourViolation] {
    groups.compactMap { group in
      if let phase = group.phase, phase != model.problem.phase(of: visit.day) {
        return violation(
          .phase, visit, "\(institution.name)\(group.chinese)应在\(phase.chineseName)，\(visit.day.chineseWithoutYear)不在其中",
          hint: "请改到\(phase.chineseName)的日期")
      }
      if let back = group.returnsOn, visit.day < back {
        return violation(
          .phase, visit, "\(institution.name)\(group.chinese)\(back.chineseWithoutYear)才返校", hint: "请改到返校以后的日期")
      }
      return nil
    }
  }

  /// Categories and, in them, departments stand together.
  private func orderViolations(of visit: Visit, _ institution: TourInstitution, _ groups: [TourGroup]) -> [TourViolation] {
    var left: Set<String> = []
    for (before, after) in zip(groups, groups.dropFirst()) {
      let changesCategory = before.category != after.category
      if changesCategory { left.insert(before.category.rawValue) }
      if changesCategory || before.department != after.department {
        left.insert(before.category.rawValue + "/" + before.department)
      }
      guard left.contains(after.category.rawValue) || left.contains(after.category.rawValue + "/" + after.department) else {
        continue
      }
      return [
        violation(
          .order, visit,
          "\(institution.name) \(visit.day.chineseWithoutYear)：\(after.chinese)与同类别、同院系的班级没有排在一起",
          hint: "请按类别、再按院系排列班级")
      ]
    }
    return []
  }

  func violation(_ rule: TourRule, _ visit: Visit, _ message: String, hint: String) -> TourViolation {
    TourViolation(
      rule, institution: visit.institution, crew: visit.crew, day: visit.day, visits: [visit.number], message: message,
      hint: hint)
  }
}
