import GraduatePhotos
import Storage
import TestSupport

@testable import Workflow

/// Two classes of one department and one of another; portraits came back for all but the last of the first class.
struct CheckDesk {
  let desk: RosterDesk
  let first = CheckedClass(department: "民族学院", classGroup: "民族学1班")
  let second = CheckedClass(department: "民族学院", classGroup: "民族学2班")
  let other = CheckedClass(department: "文学院", classGroup: "文1班")

  var center: CollectionCenter { desk.center }
  var province: Province { desk.province }
  var campaignID: String { desk.campaignID }
  var liaison: Liaison { desk.place.liaison }

  /// People 0–3 are of the first class, 3 without a portrait; 4 and 5 of the second; 6 of the other department.
  init(on engine: SQLEngine) async throws {
    desk = try await RosterDesk(on: engine)
    let names = ["张䶮", "李示例", "王示例", "赵示例", "钱示例", "孙示例", "周示例"]
    try await desk.bring(
      names.enumerated().map { at, name in
        at < 6
          ? RosterDesk.Person(at, name: name, classGroup: at < 4 ? "民族学1班" : "民族学2班")
          : RosterDesk.Person(at, name: name, department: "文学院", classGroup: "文1班", major: "汉语")
      })
    for number in [0, 1, 2, 4, 5, 6] { try await portrait(of: number, shot: number + 1) }
  }

  @discardableResult
  func portrait(of number: Int, shot: Int) async throws -> String {
    try await province.releasePortrait(of: desk.id(number), shot: shot, campaignID: campaignID)
  }

  func secretary(_ department: String = "民族学院") async throws -> DepartmentSecretary {
    DepartmentSecretary(
      accountID: try await province.account(
        .departmentSecretary, "secretary", institutionID: liaison.institutionID, department: department),
      institutionID: liaison.institutionID, department: department)
  }

  func counselor(_ groups: [CheckedClass]) async throws -> Counselor {
    let groups = groups.map { Counselor.ClassGroup(department: $0.department, name: $0.classGroup) }
    return Counselor(
      accountID: try await province.account(
        .counselor, "counselor", institutionID: liaison.institutionID, classGroups: groups),
      institutionID: liaison.institutionID, classGroups: groups)
  }

  func open(_ group: CheckedClass? = nil, by reader: (any VerificationReader)? = nil) async throws -> CheckedClassPage {
    let reader: any VerificationReader = reader ?? liaison
    return try await center.openCheckedClass(group ?? first, campaignID: campaignID, by: reader)
  }

  /// Somebody as he is seen now.
  func person(_ number: Int, by reader: (any VerificationReader)? = nil) async throws -> CheckedPerson {
    let id = try await desk.id(number)
    for group in [first, second, other] {
      if let found = try await open(group, by: reader).people.first(where: { $0.id == id }) { return found }
    }
    throw ClassCheckRefusal.personUnknown
  }

  @discardableResult
  func give(
    _ number: Int, _ verdicts: [PersonVerdict.Verdict], operation: String? = nil, by verifier: (any ClassVerifier)? = nil,
    change: (inout TypedVerdict) -> Void = { _ in }
  ) async throws -> VerdictReceipt {
    let verifier: any ClassVerifier = verifier ?? liaison
    let person = try await person(number)
    var typed = TypedVerdict(
      person: person.id, verdicts: verdicts, portraitNumber: person.portrait?.number ?? 0, recordVersion: person.recordVersion)
    typed.look = .atAGlance
    change(&typed)
    let id = operation ?? center.freshToken()
    return try await center.giveVerdict(typed, campaignID: campaignID, operation: id, by: verifier)
  }

  /// Everybody of the first class: the first three right, the last one missing.
  func finishFirst() async throws {
    for number in 0..<3 { try await give(number, [.right]) }
    try await give(3, [.missing])
  }

  func rows(_ text: String) async throws -> [String] {
    try await center.records.read { try $0.rows(text).map { try $0.text("t") } }
  }

  func count(_ text: String) async throws -> Int { try await center.records.read { try $0.count(text) } }
}
