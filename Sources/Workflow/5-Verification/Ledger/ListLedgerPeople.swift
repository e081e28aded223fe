import GraduatePhotos
import Storage

/// Somebody behind a number of the ledger; the identity number masked.
public struct LedgerPerson: Sendable, Identifiable {
  public let id: String
  /// Empty in code mode, as student number and identity number are.
  public let name: String
  public let studentNumber: String
  public let maskedNumber: String
  public let place: LedgerPlace
  /// Where he stands: one place if all is well.
  public let posts: [LedgerPost]
  /// His picture waits for the head office's release.
  public let isInProcessing: Bool
  /// For his record's page: who sees it.
  public let institutionID: String
}

public struct LedgerPeoplePage: Sendable {
  public let people: [LedgerPerson]
  public let total: Int
  public let plan: CampaignPlan
  public let today: CalendarDay
}

extension CollectionCenter {
  /// The people behind a number of the ledger, a page of them, in the order of the roster.
  ///
  /// - page: from 1.
  public func ledgerPeople(
    _ number: LedgerNumber, at spot: LedgerSpot, campaignID: String, page: Int = 1, by reader: any LedgerReader
  ) async throws -> LedgerPeoplePage {
    try await records.read { try $0.ledgerPeoplePage(number, spot, campaignID, page, reader) }
  }
}

extension LedgerSpot {
  fileprivate func condition(
    _ scope: GraduateScope, campaignID: String, of people: String
  ) -> (sql: String, arguments: [SQLValue]) {
    let place = GraduatePlace(
      campaignID: campaignID, institutionID: institutionID, department: department, classGroup: classGroup)
    var (sql, arguments) = place.condition(scope, of: people)
    if let category {
      sql += " AND \(people).category = ?"
      arguments.append(.text(category.rawValue))
    }
    if let studyCenterID {
      sql += " AND COALESCE(\(people).study_center_id, '') = ?"
      arguments.append(.text(studyCenterID))
    }
    return (sql, arguments)
  }
}

extension Transaction {
  fileprivate func ledgerPeoplePage(
    _ number: LedgerNumber, _ spot: LedgerSpot, _ campaignID: String, _ page: Int, _ reader: any LedgerReader
  ) throws -> LedgerPeoplePage {
    let campaign = try storedCampaign(campaignID)
    let regime = campaign.plan.regime
    let people = Self.people(in: regime)
    let (condition, arguments) = spot.condition(reader.ledgerScope, campaignID: campaignID, of: people.alias)
    let chosen = try chosen(number, spot, campaignID, people.alias, regime: regime, reader)
    let posts = LedgerText.posts(in: regime, where: condition)
    let from = """
      FROM \(people.table) WHERE \(condition) AND \(chosen.text.replacing("$posts", with: posts))
      """
    let values = arguments + (chosen.text.contains("$posts") ? arguments + arguments : []) + chosen.arguments
    let total = try count("SELECT COUNT(*) AS n \(from)", values)
    let alias = people.alias
    let masked = regime == .code ? "'' AS id_masked" : "g.id_masked"
    let found = try rows(
      """
      SELECT \(alias).id, \(people.names), \(masked), \(alias).institution_id, \(alias).study_center_id, \(alias).category,
        \(alias).department, \(alias).class_group \(from)
      ORDER BY \(alias).institution_id, \(alias).department, \(alias).class_group, \(regime == .code ? "" : "g.student_number, ")\(alias).id
      LIMIT ? OFFSET ?
      """, values + WorkflowLimits.page(page, of: total))
    return LedgerPeoplePage(
      people: try ledgerPeople(found, campaign, regime), total: total, plan: campaign.plan, today: today)
  }

  /// Who of the place is meant; `$posts` stands for the rows of places.
  private func chosen(
    _ number: LedgerNumber, _ spot: LedgerSpot, _ campaignID: String, _ alias: String, regime: Regime,
    _ reader: any LedgerReader
  ) throws -> (text: String, arguments: [SQLValue]) {
    func standing(_ posts: [LedgerPost]) -> (String, [SQLValue]) {
      let names = posts.flatMap(\.names)
      let list = names.map { _ in "?" }.joined(separator: ", ")
      return ("\(alias).id IN (SELECT d.id FROM ($posts) d WHERE d.post IN (\(list)))", names.map { .text($0) })
    }
    switch number {
    case .due: return ("1 = 1", [])
    case .post(let post): return standing([post])
    case .missing: return standing(LedgerPost.MissingCause.allCases.map { .missing($0) })
    case .astray:
      let names = LedgerPost.allCases.flatMap(\.names)
      let list = names.map { _ in "?" }.joined(separator: ", ")
      return (
        """
        \(alias).id NOT IN (SELECT d.id FROM ($posts) d WHERE d.post IN (\(list)) GROUP BY d.id HAVING COUNT(*) = 1)
        """, names.map { .text($0) }
      )
    case .changedSinceSeal:
      let institution = reader.ledgerScope.institutionID ?? spot.institutionID ?? ""
      guard regime == .roster, let id = try ledgerStatementID(campaignID: campaignID, institutionID: institution),
        let newest = try newestLedger(id)
      else { return ("1 = 0", []) }
      return (Self.changedStatusSince, [.integer(newest.at), .integer(newest.at)])
    }
  }

  private func ledgerPeople(_ found: [SQLRow], _ campaign: StoredCampaign, _ regime: Regime) throws -> [LedgerPerson] {
    guard !found.isEmpty else { return [] }
    let ids = try found.map { SQLValue.text(try $0.text("id")) }
    let alias = Self.people(in: regime).alias
    let condition = "\(alias).id IN (\(ids.map { _ in "?" }.joined(separator: ", ")))"
    var posts: [String: [String]] = [:]
    for row in try rows(
      "SELECT d.id, d.post FROM (\(LedgerText.posts(in: regime, where: condition))) d ORDER BY d.id, d.post", ids + ids)
    {
      posts[try row.text("id"), default: []].append(try row.text("post"))
    }
    let names = try ledgerNames(of: found, campaignID: campaign.id, year: campaign.year)
    return try found.map { row in
      let id = try row.text("id")
      let standing = posts[id] ?? []
      return LedgerPerson(
        id: id, name: try row.text("name"), studentNumber: try row.text("student_number"),
        maskedNumber: try row.text("id_masked"), place: try names.place(row),
        posts: standing.compactMap { LedgerPost(name: $0) },
        isInProcessing: standing.contains(NoPortraitReason.inProcessing.rawValue),
        institutionID: try row.text("institution_id"))
    }
  }
}
