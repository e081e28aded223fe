import Foundation
import GraduatePhotos
import Storage

/// A user of the demonstration; its secrets are made up and written down, which no real account's ever are.
public struct DemonstrationUser: Sendable, Codable {
  public let role: String
  public let signInName: String
  public let password: String
  /// The authenticator's secret.
  public let secret: [UInt8]

  /// The digits that are right at a time in milliseconds UTC.
  public func digits(at now: Int64) -> String {
    OneTimePassword.code(secret: secret, step: now / OneTimePassword.stepMilliseconds)
  }
}

extension CollectionCenter {
  /// Fills an empty center with a campaign around today, a registered sample institution with its sealed slip and its roster,
  /// and users of the roles that take part.
  ///
  /// Everything goes through the operations that real people use.
  ///
  /// - `workFolder`: where the sample roster's file is written and removed again.
  /// Throws `DemonstrationRefusal.notEmpty` when the center holds a campaign already.
  public func buildDemonstration(workFolder: URL) async throws -> [DemonstrationUser] {
    let machine = MachineOperator()
    guard try await campaigns().isEmpty else { throw DemonstrationRefusal.notEmpty }
    _ = try await prepareCenter()
    // Made-up identity numbers of region 990000 raise no warning here.
    try await records.write { _ = try $0.answerOnce("demonstration", kind: "demonstration") { _ in true } }
    let today = CalendarDay(milliseconds: try await now())
    let campaignID = try await openCampaign(DemonstrationPlan.plan(on: today), by: machine)
    let institutionID = try await addInstitution(DemonstrationPlan.institution, by: machine)
    _ = try await inviteInstitutions([institutionID], to: campaignID, by: machine)
    var users = [
      try await demonstrationUser(.officer, "officer", name: "李示例"),
      try await demonstrationUser(.planner, "planner", name: "王示例"),
      try await demonstrationUser(.liaison, "liaison", name: "张示例", institutionID: institutionID),
      try await demonstrationUser(.sealingLeader, "leader", name: "赵示例", institutionID: institutionID),
    ]
    users.append(
      try await demonstrationUser(
        .departmentSecretary, "secretary", name: "陈示例", institutionID: institutionID,
        department: DemonstrationRoster.departments[0]))
    let slip = try await handInDemonstrationSlip(campaignID, institutionID)
    try await sealDemonstrationSlip(slip, by: users[3], institutionID)
    try await importDemonstrationRoster(campaignID, institutionID, workFolder)
    users.append(try await demonstrationUser(.photographer, "photographer", name: "马示例"))
    try await publishDemonstrationSchedule(campaignID, institutionID)
    return users
  }

  /// A crew, an agreed day (the first working day from today on), and the plan that follows, published.
  private func publishDemonstrationSchedule(_ campaignID: String, _ institutionID: String) async throws {
    let planner = Planner(accountID: try await demonstrationAccount("planner"))
    let crewID = try await addCrew(
      Crew(id: "", name: "第一组", homeCity: DemonstrationPlan.institution.city), members: ["马示例", "郑示例"], to: campaignID,
      by: planner)
    try await setCrewAccounts(
      [try await demonstrationAccount("photographer")], of: crewID, campaignID: campaignID, by: planner)
    let open = try await tourInput(campaignID: campaignID, by: planner).problem
    if let day = open.usableDays.first {
      try await agreeVisit(
        AgreedVisit(institution: institutionID, days: [day], crew: crewID), campaignID: campaignID, by: planner)
    }
    let problem = try await tourInput(campaignID: campaignID, by: planner).problem
    let plan = try await desks.tours.work {
      var solver = try TourSolver(problem, seed: 1)
      return solver.solve(steps: 30).plan
    }
    let draft = try await keepTour(plan, note: "求解", campaignID: campaignID, by: planner)
    _ = try await publishSchedule(draft, campaignID: campaignID, by: planner)
  }

  private func demonstrationUser(
    _ role: Role, _ signInName: String, name: String, institutionID: String? = nil, department: String? = nil
  ) async throws -> DemonstrationUser {
    let password = "huanghe-tieqiao-2026"
    let secret = chance.bytes(20)
    let request = AccountRequest(
      role: role, signInName: signInName, name: name, institutionID: institutionID, department: department)
    let invitation = try await invite(request, by: MachineOperator())
    try await acceptInvitation(token: invitation.token, password: password)
    try await records.write { transaction in
      try transaction.putFactor(.totp, secret: secret, serial: "DEMO", lastStep: 0, of: invitation.accountID)
    }
    return DemonstrationUser(role: role.chineseName, signInName: signInName, password: password, secret: secret)
  }

  /// The sample institution hands its slip in; returns the slip and the version handed in.
  private func handInDemonstrationSlip(
    _ campaignID: String, _ institutionID: String
  ) async throws -> (id: String, version: Int) {
    let liaison = Liaison(accountID: try await demonstrationAccount("liaison"), institutionID: institutionID)
    let opened = try await openSlip(campaignID: campaignID, by: liaison)
    let saved = try await saveSlipDraft(
      DemonstrationPlan.slip(from: opened.draft), of: opened.id, basedOn: opened.draftVersion, by: liaison)
    return (opened.id, try await submitSlip(opened.id, draftVersion: saved, by: liaison).number)
  }

  /// Its leader seals it with the phone's digits; those of the last half minute, so that the present ones are still good for signing in.
  private func sealDemonstrationSlip(
    _ slip: (id: String, version: Int), by user: DemonstrationUser, _ institutionID: String
  ) async throws {
    let leader = SealingLeader(
      accountID: try await demonstrationAccount(user.signInName), institutionID: institutionID)
    // On a machine that is slow at this moment the last half minute is over before it is judged: then the present one serves.
    for earlier in [OneTimePassword.stepMilliseconds, 0] {
      do {
        let digits = user.digits(at: try await now() - earlier)
        _ = try await sealSlip(slip.id, version: slip.version, answer: digits, token: "", by: leader)
        return
      } catch SignInRefusal.wrongSecondFactor where earlier > 0 { continue }
    }
  }

  private func importDemonstrationRoster(_ campaignID: String, _ institutionID: String, _ folder: URL) async throws {
    let file = folder.appending(path: "demonstration-roster.csv")
    try Data(DemonstrationRoster.csv.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let liaison = Liaison(accountID: try await demonstrationAccount("liaison"), institutionID: institutionID)
    let preview = try await uploadRoster(path: file.path, fileName: "示例大学毕业生名单.csv", campaignID: campaignID, by: liaison)
    try await confirmRoster(uploadID: preview.uploadID, by: liaison)
  }

  func demonstrationAccount(_ signInName: String) async throws -> String {
    let found = try await records.read { try $0.openAccount(named: signInName)?.id }
    guard let found else { throw SignInRefusal.accountUnknown }
    return found
  }
}

/// Why no demonstration is built.
public enum DemonstrationRefusal: Refusal, Equatable {
  case notEmpty

  public var code: String { "demonstration.not-empty" }
  public var message: String { "数据文件夹里已经有年度采集，没有再装演示数据" }
  public var hint: String { "要看演示，请换一个空的数据文件夹" }
}
