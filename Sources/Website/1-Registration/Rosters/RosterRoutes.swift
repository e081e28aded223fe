import GraduatePhotos
import Hummingbird
import Workflow

/// Who changes the records of a roster: a keeper who may also see them.
typealias RosterEditor = RosterKeeper & GraduateReader

extension Admit where Guest == any GraduateReader {
  /// Those who see graduates, each the own part.
  static var graduateReaders: Admit<any GraduateReader> {
    Admit(roles: [.officer, .liaison, .sealingLeader, .departmentSecretary, .counselor, .studyCenterLiaison]) {
      $0?.person.signedIn as? any GraduateReader
    }
  }
}

extension Admit where Guest == any RosterEditor {
  static var rosterEditors: Admit<any RosterEditor> {
    Admit(roles: [.liaison, .studyCenterLiaison]) { $0?.person.signedIn as? any RosterEditor }
  }
}

extension Admit where Guest == any AbsenceKeeper {
  static var absenceKeepers: Admit<any AbsenceKeeper> {
    Admit(roles: [.liaison, .departmentSecretary, .counselor, .studyCenterLiaison]) {
      $0?.person.signedIn as? any AbsenceKeeper
    }
  }
}

extension Admit where Guest == any SpecialCaseApprover {
  static var specialCaseApprovers: Admit<any SpecialCaseApprover> {
    Admit(roles: [.liaison, .sealingLeader]) { $0?.person.signedIn as? any SpecialCaseApprover }
  }
}

extension Admit where Guest == Session {
  /// Those who see at least the counts of rosters.
  static var rosterReaders: Admit<Session> {
    Admit(roles: [.officer, .planner, .liaison, .sealingLeader, .departmentSecretary, .counselor, .studyCenterLiaison]) { $0 }
  }
}

/// The addresses of a campaign's rosters.
struct RosterAddress: Sendable {
  let campaign: String
  /// The list's own; a page begins a dozen addresses with it.
  let home: String

  init(campaign: String) {
    self.campaign = campaign
    home = "/campaigns/\(campaign)/roster"
  }

  func upload(_ id: String) -> String { "\(home)/uploads/\(id)" }
  func graduate(_ id: String) -> String { "\(home)/graduates/\(id)" }

  func classGroup(department: String, name: String, institution: String) -> String {
    WebAddress.path(
      home + "/class", query: [("department", department), ("class", name), ("institution", institution), ("shown", "1")])
  }
}

extension Call {
  var rosterAddress: RosterAddress { RosterAddress(campaign: part("campaign")) }
}

extension Site {
  /// Rosters: upload, preview, confirmation, what is registered, and each graduate.
  static let rosterRoutes: [Route] = rosterFileRoutes + rosterListRoutes + graduateRoutes

  private static let path = "/campaigns/{campaign}/roster"

  private static let rosterFileRoutes: [Route] = [
    .get(path, .rosterReaders) { call, session in try await RosterPage(call: call, session: session).show() },
    .get(path + "/upload", .rosterKeepers) { call, keeper in try await RosterUploadPage(call: call, keeper: keeper).show() },
    .upload(path + "/upload", .rosterKeepers, sizeLimitBytes: WorkflowLimits.rosterFileBytes) { call, keeper, form in
      try await RosterUploadPage(call: call, keeper: keeper).take(form)
    },
    .get(path + "/uploads/{upload}", .rosterKeepers) { call, keeper in
      try await RosterUploadDoor(call: call, keeper: keeper).show()
    },
    .get(path + "/uploads/{upload}/progress", .rosterKeepers) { call, keeper in
      try await RosterPreviewPage(call: call, keeper: keeper).progress()
    },
    .post(path + "/uploads/{upload}/columns", .rosterKeepers) { call, keeper, form in
      try await RosterPreviewPage(call: call, keeper: keeper).map(form)
    },
    .post(path + "/uploads/{upload}/scope", .rosterKeepers) { call, keeper, form in
      try await RosterUploadDoor(call: call, keeper: keeper).choose(form)
    },
    .post(path + "/uploads/{upload}/confirm", .rosterKeepers) { call, keeper, form in
      try await RosterUploadDoor(call: call, keeper: keeper).confirm(form)
    },
    .post(path + "/uploads/{upload}/drop", .rosterKeepers) { call, keeper, _ in
      try await call.center.dropRosterUpload(call.part("upload"), by: keeper)
      return .redirect(toOwn: call.rosterAddress.home)
    },
    .post(path + "/uploads/{upload}/problems", .rosterKeepers) { call, keeper, _ in
      try await .file(call.center.problemList(uploadID: call.part("upload"), by: keeper))
    },
    .post(path + "/imports/{import}/roll-back", .rosterKeepers) { call, keeper, form in
      guard form.trimmed("confirm") == "撤回" else { return .redirect(toOwn: call.rosterAddress.home + "?done=not-rolled-back") }
      try await call.center.rollBackRoster(importID: call.part("import"), by: keeper)
      return .redirect(toOwn: call.rosterAddress.home + "?done=rolled-back")
    },
    .get(path + "/template", .rosterKeepers) { call, keeper in
      try await .file(call.center.rosterTemplate(campaignID: call.part("campaign"), by: keeper))
    },
    .post(path + "/export", .rosterKeepers) { call, keeper, form in
      let format = RosterFormat(rawValue: form["format"] ?? "") ?? .xlsx
      return try await .file(call.center.exportRoster(format, campaignID: call.part("campaign"), by: keeper))
    },
  ]

  private static let rosterListRoutes: [Route] = [
    .get(path + "/classes", .graduateReaders) { call, reader in try await ClassListPage(call: call, reader: reader).show() },
    .short(path + "/class", .graduateReaders) { call, reader in try await ClassPage(call: call, reader: reader).show() },
    .post(path + "/class/open", .graduateReaders) { call, reader, form in
      try await ClassPage(call: call, reader: reader).open(form)
    },
    .post(path + "/papers", .graduateReaders) { call, reader, form in
      try await ClassPapers(call: call, reader: reader).take(form)
    },
    .get(path + "/undrawable", .graduateReaders) { call, reader in
      try await UndrawablePage(call: call, reader: reader).show()
    },
    .short(path + "/search", .graduateReaders) { call, reader in try await GraduateSearchPage(call: call, reader: reader).show()
    },
    .post(path + "/search", .graduateReaders) { call, reader, form in
      try await GraduateSearchPage(call: call, reader: reader).find(form)
    },
    .get(path + "/absences", .graduateReaders) { call, reader in try await AbsenceListPage(call: call, reader: reader).show() },
    .post(path + "/class/absences", .absenceKeepers) { call, keeper, form in
      try await ClassPage(call: call, reader: keeper).mark(form, by: keeper)
    },
    .get(path + "/absences/upload", .absenceKeepers) { call, keeper in
      try await AbsenceUploadPage(call: call, keeper: keeper).show()
    },
    .upload(path + "/absences/upload", .absenceKeepers, sizeLimitBytes: RegistrationLimits.absenceFileBytes) {
      call, keeper, form in try await AbsenceUploadPage(call: call, keeper: keeper).take(form)
    },
    .post(path + "/absences/list", .absenceKeepers) { call, keeper, form in
      try await AbsenceUploadPage(call: call, keeper: keeper).confirm(form)
    },
    .post(path + "/absences/confirm", .rosterKeepers) { call, keeper, _ in
      try await call.center.confirmAbsences(campaignID: call.part("campaign"), by: keeper)
      return .redirect(toOwn: call.rosterAddress.home + "/absences?done=confirmed")
    },
    .get(path + "/lacking-characters", .graduateReaders) { call, reader in
      try await LackingCharactersPage(call: call, reader: reader).show()
    },
    .get(path + "/special-cases", .specialCaseApprovers) { call, approver in
      try await SpecialCaseListPage(call: call, approver: approver).show()
    },
    .get(path + "/characters", .rosterKeepers) { call, _ in try await CharacterPage(call: call).show() },
    .get(path + "/duplicates", .officer) { call, officer in try await DuplicatesPage(call: call, officer: officer).show() },
  ]

  private static let graduate = path + "/graduates/{graduate}"

  private static let graduateRoutes: [Route] = [
    .short(graduate, .graduateReaders) { call, reader in try await GraduateRecordPage(call: call, reader: reader).show() },
    .post(graduate + "/change", .rosterEditors) { call, keeper, form in
      try await GraduateForms(call: call).change(form, by: keeper)
    },
    .post(graduate + "/status", .rosterEditors) { call, keeper, form in
      try await GraduateForms(call: call).status(form, by: keeper)
    },
    .post(graduate + "/status/withdraw", .rosterEditors) { call, keeper, _ in
      try await call.center.withdrawStatusChange(of: call.part("graduate"), campaignID: call.part("campaign"), by: keeper)
      return GraduateForms(call: call).back
    },
    .post(graduate + "/absence", .absenceKeepers) { call, keeper, form in
      try await GraduateForms(call: call).absence(form, by: keeper)
    },
    .post(graduate + "/absence/withdraw", .absenceKeepers) { call, keeper, _ in
      try await call.center.withdrawAbsence(of: call.part("graduate"), campaignID: call.part("campaign"), by: keeper)
      return GraduateForms(call: call).back
    },
    .post(graduate + "/scatter-proof", .absenceKeepers) { call, keeper, _ in
      try await .file(call.center.scatterProof(of: call.part("graduate"), campaignID: call.part("campaign"), by: keeper))
    },
    .post(graduate + "/special-case", .specialCaseApprovers) { call, approver, form in
      try await GraduateForms(call: call).specialCase(form, by: approver)
    },
    .post(graduate + "/special-case/withdraw", .specialCaseApprovers) { call, approver, _ in
      try await call.center.withdrawSpecialCase(of: call.part("graduate"), campaignID: call.part("campaign"), by: approver)
      return GraduateForms(call: call).back
    },
  ]
}

extension Response {
  /// Sends a file that was made for this answer, and removes it.
  static func file(_ file: PreparedFile) throws -> Response {
    try Download.response(path: file.path, fileName: file.fileName, contentType: file.contentType, onSent: { file.remove() })
  }
}
