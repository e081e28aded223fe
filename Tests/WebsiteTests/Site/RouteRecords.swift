import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// One real record of each kind that addresses name, each within reach of those whom its routes admit.
struct RouteRecords {
  let province: Province
  let campaignID: String
  let institutionID: String
  let centerID = "center-1"
  /// Account ids by role, and a session of each.
  let accounts: [Role: String]
  let sessions: [(role: Role, token: String)]
  private let slips: [String: String]
  private let uploads: [String: String]
  private let documents: [String: String]
  private let importID: String
  private let graduateID: String
  private let invitation: String
  private let crewID: String
  private let draftID: String
  private let deliveryID: String
  private let checkID: String
  private let formID: String
  private let letterID = "letter-1"
  private let portraitID: String
  /// By who ordered: nobody of a class sees the others' orders.
  private let orders: [Role: String]
  private let correctionID: String
  /// Of the first class of each place in the published schedule.
  private let classes: [String: ScheduledClass]

  /// What `{name}` stands for when this role asks; nil when the table has no such record.
  func value(of name: String, for role: Role?) -> String? {
    let isCenter = role == .studyCenterLiaison
    // The center has the roster's class: it is the secretary's and the counselor's own.
    let placeID = isCenter || role == .departmentSecretary || role == .counselor ? centerID : institutionID
    switch name {
    case "campaign": return campaignID
    case "institution": return institutionID
    case "center": return centerID
    case "slip": return slips[isCenter ? centerID : institutionID]
    case "version": return "1"
    case "visit": return isCenter ? "2" : "1"
    case "document": return documents[isCenter ? centerID : institutionID]
    case "upload": return uploads[isCenter ? centerID : institutionID]
    case "import": return importID
    case "graduate": return graduateID
    // Somebody whom every keeper of accounts may invite.
    case "account": return accounts[.departmentSecretary]
    case "token": return invitation
    case "year": return "2014"
    case "text": return "notice"
    case "standard": return "national-2002"
    case "place": return placeID
    case "class": return classes[placeID]?.key
    case "short": return classes[placeID].map { String($0.shortPath.dropFirst(3)) }
    case "crew": return crewID
    case "check": return checkID
    case "form": return formID
    case "letter": return letterID
    // Nobody's: pages of one card are tried where there is one.
    case "spare": return "spare"
    case "portrait": return portraitID
    case "draft": return draftID
    case "delivery": return deliveryID
    case "part": return "v1"
    // Only in addresses that take forms: the token is asked for before the record.
    case "notice", "job", "message", "packet", "claim", "bus", "statement", "mail", "erratum", "payment", "exemption",
      "taking", "filing":
      return "any"
    case "order": return orders[role ?? .liaison] ?? orders[.liaison]
    case "correction": return correctionID
    // Of the portrait; or of a desk that nobody opened: it leads to where it is opened.
    case "shot": return "shot-1"
    case "person", "evidence": return "any"
    case "key": return ShortKey.campaign(campaignID)
    case "station": return Self.stationID
    case "stick", "references": return "\(name)-\(role?.rawValue ?? "nobody")"
    default: return nil
    }
  }

  /// What an address has to be asked with, to have something to show.
  static func query(_ path: String) -> String {
    switch path {
    case "/campaigns/{campaign}/centers/download": "?province=%E9%9D%92%E6%B5%B7%E7%9C%81"
    case "/campaigns/{campaign}/roster/class", "/campaigns/{campaign}/verification/class":
      "?department=%E6%B0%91%E6%97%8F%E5%AD%A6%E9%99%A2&class=%E6%B0%91%E6%97%8F%E5%AD%A61%E7%8F%AD"
    case "/campaigns/{campaign}/fees/institutions/{institution}/class":
      "?center=center-1&category=regular&department=%E6%B0%91%E6%97%8F%E5%AD%A6%E9%99%A2&class=%E6%B0%91%E6%97%8F%E5%AD%A61%E7%8F%AD"
    case "/campaigns/{campaign}/makeup/paper": "?format=pdf"
    default: ""
    }
  }

  init(_ province: Province) async throws {
    self.province = province
    let center = province.center
    let place = try await province.place()
    (campaignID, institutionID) = (place.campaignID, place.institutionID)
    try await province.studyCenter("示例函授站", id: centerID, of: place)
    let officer = try await province.officer("the-officer")
    try await province.center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO campaign_version (campaign_id, version, plan, changed_by, changed_at)
        SELECT id, version, plan, ?, opened_at FROM campaign
        """, [.text(officer.accountID)])
    }
    try await Self.openPhases(province, campaignID)
    _ = try await center.prepareCenter()
    crewID = try await center.addCrew(
      Crew(id: "", name: "第一组", homeCity: "兰州市"), members: ["张示例", "李示例"], to: campaignID, by: officer)
    let visit = Visit(
      number: 1, crew: crewID, institution: institutionID, day: try #require(CalendarDay.parse("2013-10-08")),
      span: MinuteSpan(510, 540), turns: [])
    draftID = try await center.keepTour(TourPlan(visits: [visit]), note: "手工", campaignID: campaignID, by: officer)
    _ = try await center.addStudyCenter(
      StudyCenterEntry(parentCode: "10730", name: "西宁函授站", province: "青海省", city: "西宁市", expectedHeads: 1),
      to: campaignID, by: officer)
    let staff = try await Self.people(province, place, centerID)
    accounts = staff.0
    let keeper = StudyCenterLiaison(
      accountID: accounts[.studyCenterLiaison] ?? "", institutionID: institutionID, studyCenterID: centerID)
    let planner = Planner(accountID: accounts[.planner] ?? "")
    slips = [
      institutionID: try await Self.slip(province, campaignID, nil, place.liaison),
      centerID: try await Self.slip(province, campaignID, centerID, keeper),
    ]
    documents = [
      institutionID: try await Self.document(province, slips[institutionID] ?? "", place.liaison, planner),
      centerID: try await Self.document(province, slips[centerID] ?? "", keeper, planner),
    ]
    let rows = (1...2).map { "普通,民族学院,民族学,民族学1班,20100000100\($0),张䶮,\($0 == 1 ? "男" : "女"),\(MadeUp.idNumber($0)),本科,示例函授站" }
    let preview = try await Self.upload(province, campaignID, rows, place.liaison)
    let done = try await center.confirmRoster(uploadID: preview, RosterConfirmation(), by: place.liaison)
    importID = done.id
    graduateID =
      try await center.searchGraduates("201000001001", campaignID: campaignID, by: place.liaison).lines.first?.id ?? ""
    portraitID = try await province.releasePortrait(of: graduateID, shot: 1, campaignID: campaignID)
    sessions =
      staff.1 + [
        (
          .graduate,
          try await province.session(
            ofGraduate: SignedInGraduate(personID: graduateID, campaignID: campaignID, institutionID: institutionID))
        )
      ]
    checkID = try await Self.check(province, campaignID, place.liaison)
    formID = try await Self.errata(province, place, graduateID)
    try await Self.letter(province, place, letterID)
    uploads = [
      institutionID: try await Self.upload(
        province, campaignID, rows + [rows[0].replacing("1001", with: "1003")], place.liaison),
      centerID: try await Self.upload(province, campaignID, rows, keeper),
    ]
    deliveryID = try await Self.delivery(
      province, place, graduateID, Clerk(accountID: accounts[.clerk] ?? ""))
    orders = try await Self.orders(province, place, graduateID, accounts)
    correctionID = try await Self.correction(province, place, graduateID, Clerk(accountID: accounts[.clerk] ?? ""))
    invitation = try await center.invite(
      AccountRequest(role: .clerk, signInName: "newcomer", name: "新来的"), by: MachineOperator()
    ).token
    try await province.publishSolved(campaignID, by: officer)
    _ = try await center.writePublicText(.notice, "## 通知", campaignID: campaignID, seen: 0, by: planner)
    try await Self.publishToday(province, campaignID, crewID, [institutionID, centerID], accounts[.photographer] ?? "")
    try await Self.stations(province, accounts)
    var classes: [String: ScheduledClass] = [:]
    for place in [institutionID, centerID] {
      classes[place] = try await center.placeSchedule(of: place, campaignID: campaignID).classes.first
    }
    self.classes = classes
  }

  /// A class that was verified and handed in.
  private static func check(_ province: Province, _ campaignID: String, _ liaison: Liaison) async throws -> String {
    let group = CheckedClass(department: "民族学院", classGroup: "民族学1班")
    let people = try await province.center.openCheckedClass(group, campaignID: campaignID, by: liaison).people
    let seen = people.map {
      SeenPerson(
        person: $0.id, portraitNumber: $0.portrait?.number ?? 0, recordVersion: $0.recordVersion, look: .atAGlance)
    }
    _ = try await province.center.giveRest(seen, of: group, campaignID: campaignID, operation: "rest", by: liaison)
    return try await province.center.handInClassCheck(group, campaignID: campaignID, by: liaison)
  }

  /// A 《勘误表》 of one erratum.
  private static func errata(_ province: Province, _ place: Province.Place, _ graduateID: String) async throws -> String {
    let day = CalendarDay(milliseconds: province.time.now)
    try await province.center.records.write { transaction in
      let values = try ErratumValues(
        ErratumDraft(
          person: graduateID, kind: .wrongData, field: .name, old: "张䶮", new: "张例", evidence: ErratumEvidence(.identityCard),
          handler: "王经手", day: day)
      ).bytes()
      try transaction.execute(
        """
        INSERT INTO erratum (id, campaign_id, institution_id, person_id, kind, field, group_id, values_sealed, evidence, stated_on,
          claim_id, proposed_by, proposed_at)
        VALUES ('erratum-1', ?, ?, ?, 'wrong-data', 'XM', 'erratum-1', ?, 'identity-card', ?, NULL, 'test', ?)
        """,
        [
          .text(place.campaignID), .text(place.institutionID), .text(graduateID),
          .blob(try transaction.sealForGraduate(graduateID, values, as: ErratumValues.record("erratum-1"))),
          .text(day.compact), .integer(transaction.now),
        ])
    }
    return try await province.center.handInErrataForm(campaignID: place.campaignID, by: place.liaison)
  }

  /// A 漏拍名单（函） of nobody that was sent.
  private static func letter(_ province: Province, _ place: Province.Place, _ id: String) async throws {
    let body = MissingLetterBody(
      delivery: "1", contact: MissingContact(name: "王经办", address: "", telephone: ""), people: [])
    try await province.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO missing_letter (id, campaign_id, institution_id, made_at) VALUES (?, ?, ?, 1)",
        [.text(id), .text(place.campaignID), .text(place.institutionID)])
      try transaction.execute(
        """
        INSERT INTO missing_letter_version (letter_id, number, body, handed_in_by, handed_in_at) VALUES (?, 1, ?, 'test', 1)
        """, [.text(id), .text(try body.text())])
      try transaction.execute(
        "INSERT INTO missing_letter_sent (letter_id, version, sent_by, sent_at) VALUES (?, 1, 'test', 2)", [.text(id)])
    }
  }

  /// A schedule with a visit of today at each place, and the photographer's account in its crew.
  private static func publishToday(
    _ province: Province, _ campaignID: String, _ crewID: String, _ places: [String], _ photographer: String
  ) async throws {
    try await province.center.setCrewAccounts(
      [photographer], of: crewID, campaignID: campaignID, by: MachineOperator())
    try await province.center.records.write { transaction in
      let version = try #require(try transaction.newestScheduleVersion(campaignID))
      var plan = try transaction.publishedDraft(campaignID, version: version).plan
      for at in plan.visits.indices { plan.visits[at].number += 100 }
      for (number, place) in places.enumerated() {
        let at = try #require(plan.visits.firstIndex { $0.institution == place })
        plan.visits[at].day = transaction.today
        plan.visits[at].number = number + 1
      }
      try transaction.keepDraft("draft-of-today", plan, note: "手工", campaignID: campaignID, by: MachineOperator())
      _ = try transaction.publish(
        transaction.storedDraft("draft-of-today", in: campaignID), input: transaction.tourInput(campaignID),
        campaignID: campaignID, by: MachineOperator())
    }
  }

  private static let stationID = "00000000-0000-4000-8000-000000000001"

  /// A station, and what everybody who may has uploaded.
  private static func stations(_ province: Province, _ accounts: [Role: String]) async throws {
    try await province.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO station (id, name, public_key, enrolled_by, enrolled_at) VALUES (?, '1 号工作站', ?, 'test', ?)",
        [.text(stationID), .blob([UInt8](repeating: 1, count: 32)), .integer(transaction.now)])
    }
    for (role, account) in accounts {
      province.center.sticks.begin("stick-\(role.rawValue)", by: account, PacketsImported()) { _ in PacketsImported() }
      province.center.references.begin("references-\(role.rawValue)", by: account, ReferencesUploaded()) { _ in
        ReferencesUploaded()
      }
    }
  }

  /// An order of everybody who orders.
  private static func orders(
    _ province: Province, _ place: Province.Place, _ graduateID: String, _ accounts: [Role: String]
  ) async throws -> [Role: String] {
    let groups = [Counselor.ClassGroup(department: "民族学院", name: "民族学1班")]
    let buyers: [Role: any ReprintBuyer] = [
      .liaison: place.liaison,
      .departmentSecretary: DepartmentSecretary(
        accountID: accounts[.departmentSecretary] ?? "", institutionID: place.institutionID, department: "民族学院"),
      .counselor: Counselor(
        accountID: accounts[.counselor] ?? "", institutionID: place.institutionID, classGroups: groups),
    ]
    var orders: [Role: String] = [:]
    for (role, buyer) in buyers {
      orders[role] = try await province.center.placeReprintOrder(
        [.init(graduateID, .oneInch, copies: 1)], note: "", campaignID: place.campaignID, operation: role.rawValue, by: buyer
      ).id
    }
    return orders
  }

  private static func correction(
    _ province: Province, _ place: Province.Place, _ graduateID: String, _ clerk: Clerk
  ) async throws -> String {
    let line = DeliveryLine(
      internalNumber: graduateID, institutionCode: "10730", institutionName: "示例大学", category: .regular,
      department: "民族学院", studentNumber: "201000001001", name: "张䶮", idNumber: "", shotSerial: "", sha256: "", byteCount: 0)
    return try await province.center.packCorrection(
      CorrectedRecords(
        correctionID: "correction", campaignID: place.campaignID, institutionID: place.institutionID, number: "G-1",
        records: [.init(line: line, photoPath: "", changes: [])]), by: clerk)
  }

  /// A delivery of one portrait.
  private static func delivery(
    _ province: Province, _ place: Province.Place, _ graduateID: String, _ clerk: Clerk
  ) async throws -> String {
    try await province.releasePortrait(
      of: graduateID, serial: 901, bytes: [UInt8](repeating: 9, count: 4_000), campaignID: place.campaignID)
    let options = DeliveryOptions(key: .idNumber)
    let preview = try await province.center.previewDelivery(
      of: place.institutionID, campaignID: place.campaignID, options, by: clerk)
    return try await province.center.makeDelivery(
      of: place.institutionID, campaignID: place.campaignID, options, seen: preview.seen, operation: "records", by: clerk
    ).id
  }

  /// Phases to plan visits in.
  private static func openPhases(_ province: Province, _ campaignID: String) async throws {
    try await province.center.records.write { transaction in
      let stored = try transaction.storedCampaign(campaignID)
      var plan = stored.plan
      let first = try #require(CalendarDay.parse("2013-10-08"))
      plan.windows.append(CampaignWindow(.phase1, CalendarDays(first, through: first.adding(days: 60))))
      _ = try transaction.updateCampaign(campaignID, plan, seen: stored.version)
      try transaction.execute("UPDATE campaign SET version = version - 1 WHERE id = ?", [.text(campaignID)])
    }
  }

  private static func people(
    _ province: Province, _ place: Province.Place, _ centerID: String
  ) async throws -> ([Role: String], [(role: Role, token: String)]) {
    var accounts: [Role: String] = [:]
    var sessions: [(role: Role, token: String)] = []
    for role in Role.allCases where role != .graduate {
      let belongs = role.reach != .province && role.reach != .agency && role.reach != .headOffice
      let account = try await province.account(
        role, "by-\(role.rawValue)", institutionID: belongs ? place.institutionID : nil,
        studyCenterID: role == .studyCenterLiaison ? centerID : nil, department: role == .departmentSecretary ? "民族学院" : nil,
        classGroups: role == .counselor ? [Counselor.ClassGroup(department: "民族学院", name: "民族学1班")] : [])
      accounts[role] = account
      sessions.append((role, try await province.session(of: account)))
    }
    return (accounts, sessions)
  }

  /// Handed in, with holes: what is on it is not what is tried here.
  private static func slip(
    _ province: Province, _ campaignID: String, _ studyCenterID: String?, _ keeper: some RosterKeeper & PaperReader
  ) async throws -> String {
    let record = try await province.center.openSlip(campaignID: campaignID, studyCenterID: studyCenterID, by: keeper)
    var draft = record.draft
    draft.headCounts.regular = 10
    draft.contactName = "测试联系人"
    draft.telephone = "0931-1234567"
    let version = try await province.center.saveSlipDraft(draft, of: record.id, basedOn: record.draftVersion, by: keeper)
    _ = try await province.center.submitSlip(record.id, draftVersion: version, by: keeper)
    return record.id
  }

  /// A stamped page that came by fax, with the agency's note; then a second version, so that there is still something to seal.
  private static func document(
    _ province: Province, _ slipID: String, _ keeper: some RosterKeeper & PaperReader, _ planner: Planner
  ) async throws -> String {
    _ = try await province.center.printSlip(slipID, by: keeper)
    let scan = try Data(contentsOf: URL(filePath: ProjectFolder.root + "/Tests/Fixtures/Labelled/ok/lon004.jpg"))
    let paper = ReceivedPaper(way: .fax, scan: [UInt8](scan), note: "9月20日收到")
    _ = try await province.center.sealSlip(slipID, version: 1, received: paper, by: planner)
    let record = try await province.center.slip(slipID, for: keeper)
    var draft = record.draft
    draft.headCounts.regular = 11
    let version = try await province.center.saveSlipDraft(draft, of: slipID, basedOn: record.draftVersion, by: keeper)
    _ = try await province.center.submitSlip(slipID, draftVersion: version, by: keeper)
    return try await province.center.records.read { transaction in
      try transaction.row("SELECT document_id FROM seal WHERE subject_id = ?", [.text(slipID)])?.optionalText("document_id")
        ?? ""
    }
  }

  private static func upload(
    _ province: Province, _ campaignID: String, _ rows: [String], _ keeper: some RosterKeeper
  ) async throws -> String {
    let path = province.folder.path("roster-\(UUID().uuidString).csv")
    let text = (["类别,院系,专业,班级,学号,姓名,性别,身份证号,层次,站点名称"] + rows).joined(separator: "\r\n")
    try Data(text.utf8).write(to: URL(filePath: path))
    return try await province.center.uploadRoster(path: path, fileName: "名单.csv", campaignID: campaignID, by: keeper).uploadID
  }
}
