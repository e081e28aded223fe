/// Checks every hard rule of a plan, knowing nothing of how it was made.
public struct TourRules: Sendable {
  let model: TourModel
  /// For each institution: position of a group by its id.
  let groupIndex: [[String: Int]]

  public init(_ problem: TourProblem) { self.init(TourModel(problem)) }

  init(_ model: TourModel) {
    self.model = model
    groupIndex = model.problem.institutions.map { institution in
      Dictionary(institution.groups.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Everything that is wrong with a plan: visits, then crews, then institutions, then locks.
  public func violations(of plan: TourPlan) -> [TourViolation] {
    violations(of: plan, crews: nil, institutions: nil)
  }

  /// The same for some crews and institutions only (ids; nil means all): enough after a change that touches nothing else.
  func violations(of plan: TourPlan, crews: Set<String>?, institutions: Set<String>?) -> [TourViolation] {
    func concerns(_ visit: Visit) -> Bool {
      crews?.contains(visit.crew) ?? true || institutions?.contains(visit.institution) ?? true
    }
    var found: [TourViolation] = []
    var byCrew: [String: [Visit]] = [:]
    var byInstitution: [String: [Visit]] = [:]
    for visit in plan.visits {
      if concerns(visit) { found += violations(of: visit) }
      byCrew[visit.crew, default: []].append(visit)
      byInstitution[visit.institution, default: []].append(visit)
    }
    for crew in model.problem.crews where crews?.contains(crew.id) ?? true {
      found += violations(of: crew, visits: byCrew[crew.id] ?? [])
    }
    let unplaced = Dictionary(grouping: plan.unplaced, by: \.institution)
    for institution in model.problem.institutions where institutions?.contains(institution.id) ?? true {
      found += violations(
        of: institution, visits: byInstitution[institution.id] ?? [], unplaced: unplaced[institution.id] ?? [])
    }
    return found + lockViolations(of: plan, crews: crews, institutions: institutions) + numberViolations(of: plan)
  }

  private func lockViolations(of plan: TourPlan, crews: Set<String>?, institutions: Set<String>?) -> [TourViolation] {
    let visits = Dictionary(plan.visits.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    return model.problem.locked.compactMap { lock in
      guard visits[lock.number] != lock else { return nil }
      return TourViolation(
        .locked, institution: lock.institution, crew: lock.crew, day: lock.day, visits: [lock.number],
        message: "\(name(lock.institution)) \(lock.day.chineseWithoutYear)的场次已锁定，但在这个安排里变了",
        hint: "请先解除锁定，或恢复原来的日期和班级")
    }
  }

  private func numberViolations(of plan: TourPlan) -> [TourViolation] {
    var seen: Set<Int> = []
    return plan.visits.filter { !seen.insert($0.number).inserted }.map { visit in
      TourViolation(
        .known, institution: visit.institution, crew: visit.crew, day: visit.day, visits: [visit.number],
        message: "场次编号 \(visit.number) 用了两次", hint: "请给其中一场换一个编号")
    }
  }

  /// The institution's name, or its id when the problem does not know it.
  func name(_ institution: String) -> String {
    model.institutionIndex[institution].map { model.problem.institutions[$0].name } ?? institution
  }

  func crewName(_ crew: String) -> String {
    model.crewIndex[crew].map { model.problem.crews[$0].name } ?? crew
  }
}
