import GraduatePhotos
import Storage

/// How a class stands between what was shot and what was collected, live (A10).
public struct FeeClassLine: Sendable, Hashable {
  public let key: FeeClassKey
  /// With the names of its institution and center.
  public let place: LedgerPlace
  /// Shot, as the ledger counts them.
  public internal(set) var captured: Int
  /// Of them, those who cost nothing.
  public internal(set) var exempt: [FeeExemption: Int]
  /// Shots more than one a head at other visits: they cost nothing (A6).
  public internal(set) var freeReshoots: Int
  /// Without an accepted shot and without the institution's word that none will come.
  public internal(set) var unshot: Int
  /// What was collected; what was cancelled is not in it.
  public internal(set) var takings: [FeePayment]
  /// Who paid, as those say who collected.
  public internal(set) var paidHeads: Int

  public var exempted: Int { exempt.values.reduce(0, +) }
  public var charged: Int { max(0, captured - exempted) }
  /// More paid than shot is positive.
  public var headDifference: Int { paidHeads - charged }
  /// 「民族学院 民族学1班」; a class without a name says so.
  public var title: String {
    [
      place.studyCenter, place.category.map { $0 == .regular ? "" : $0.chineseName } ?? "", place.department,
      place.classGroup.isEmpty ? "（没有班级）" : place.classGroup,
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  public func collection(rate: Fen) -> ClassCollection { ClassCollection(heads: charged, rate: rate, takings: takings) }

  init(_ key: FeeClassKey, _ place: LedgerPlace) {
    (self.key, self.place) = (key, place)
    (captured, exempt, freeReshoots, unshot, takings, paidHeads) = (0, [:], 0, 0, [], 0)
  }
}

extension [FeeClassLine] {
  /// What money asks of them together.
  var basis: FeeBasis {
    reduce(into: FeeBasis(captured: 0)) { basis, line in
      basis.captured += line.captured
      basis.freeReshoots += line.freeReshoots
      basis.exempt.merge(line.exempt, uniquingKeysWith: +)
    }
  }
}

extension Transaction {
  /// Classes by institution, with heads as the ledger counts them, exemptions in force, shots made again, and takings.
  ///
  /// - condition: what people have to meet, and `takings` what a row of `class_taking t` has to.
  func feeClasses(
    _ condition: (sql: String, arguments: [SQLValue]), takings: (sql: String, arguments: [SQLValue]),
    in campaign: StoredCampaign
  ) throws -> [String: [FeeClassLine]] {
    let found = try rows(
      Self.feeHeads(in: campaign.plan.regime, where: condition.sql),
      [.text(campaign.id)] + condition.arguments + condition.arguments + [.text(campaign.id)])
    let taken = try rows(
      """
      SELECT t.institution_id, t.study_center_id, t.category, t.department, t.class_group, t.heads, t.amount_fen, t.method, t.payer,
        t.receipt_number, t.taken_on
      FROM class_taking t WHERE \(takings.sql) AND NOT EXISTS
        (SELECT 1 FROM class_taking_cancelled x WHERE x.taking_id = t.id)
      ORDER BY t.institution_id, t.department, t.class_group, t.recorded_at, t.id
      """, takings.arguments)
    let names = try ledgerNames(of: found + taken, campaignID: campaign.id, year: campaign.year)
    var lines: [String: [FeeClassLine]] = [:]
    var positions: [String: [FeeClassKey: Int]] = [:]
    func change(_ row: SQLRow, _ change: (inout FeeClassLine) throws -> Void) throws {
      let (institution, key) = (try row.text("institution_id"), try FeeClassKey(row))
      if positions[institution]?[key] == nil {
        positions[institution, default: [:]][key] = lines[institution]?.count ?? 0
        lines[institution, default: []].append(FeeClassLine(key, try names.place(row)))
      }
      guard let position = positions[institution]?[key] else { return }
      try change(&lines[institution, default: []][position])
    }
    for row in found { try change(row) { try $0.take(row) } }
    for row in taken {
      try change(row) { line in
        line.paidHeads += try row.int("heads")
        line.takings.append(try FeePayment(row, receipt: "receipt_number", day: "taken_on"))
      }
    }
    return lines
  }

  /// A row for each class, place of the ledger and exemption.
  static func feeHeads(in regime: Regime, where condition: String) -> String {
    let names = ["institution_id", "study_center_id", "category", "department", "class_group"]
    let (columns, inner) = (names.map { "d.\($0)" }.joined(separator: ", "), names.map { "l.\($0)" }.joined(separator: ", "))
    return """
      SELECT \(columns), d.post, COALESCE(x.kind, '') AS exempt, COUNT(*) AS heads,
        CAST(SUM(CASE WHEN d.visits > 1 THEN d.visits - 1 ELSE 0 END) AS BIGINT) AS again
      FROM (SELECT \(inner), l.id, l.post,
          (SELECT COUNT(*) FROM shot_chosen c WHERE c.campaign_id = ? AND c.person_id = l.id) AS visits
        FROM (\(LedgerText.posts(in: regime, where: condition))) l) d
      LEFT JOIN (SELECT q.person_id, q.kind FROM fee_exemption q WHERE q.campaign_id = ? AND \(FeeExemptionText.isInForce("q"))) x
        ON x.person_id = d.id
      GROUP BY \(columns), d.post, x.kind ORDER BY \(columns), d.post, x.kind
      """
  }
}

extension FeeClassLine {
  fileprivate mutating func take(_ row: SQLRow) throws {
    let heads = try row.int("heads")
    switch LedgerPost(name: try row.text("post")) {
    case .captured?:
      captured += heads
      freeReshoots += try row.int("again")
      if let kind = FeeExemption(rawValue: try row.text("exempt")) { exempt[kind, default: 0] += heads }
    case .missing(let cause)? where cause != .excused: unshot += heads
    default: break
    }
  }
}

extension FeePayment {
  /// - receipt, day: the columns of its number and its day.
  init(_ row: SQLRow, receipt: String, day: String) throws {
    self.init(
      amount: Fen(try row.int("amount_fen")), method: Method(rawValue: try row.text("method")) ?? .cash,
      payer: try row.text("payer"), receiptNumber: try row.text(receipt), day: try row.text(day))
  }
}
