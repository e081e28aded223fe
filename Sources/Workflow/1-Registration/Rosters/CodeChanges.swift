import GraduatePhotos
import Storage

/// A code that the center holds.
struct StandingCode: Sendable {
  let id: String
  let category: String
  let department: String
  let classGroup: String
  let studyCenterName: String
  let hasLeft: Bool

  var unit: RosterExtent.Unit { RosterExtent.Unit(category: Category(rawValue: category), department: department) }
}

/// What importing a table of codes would do, compared inside one transaction.
struct CodeChanges: Sendable {
  /// Positions among the rows of the reading.
  private(set) var added: [Int] = []
  private(set) var changed: [(old: StandingCode, new: Int)] = []
  private(set) var unchanged = 0
  /// Known, not in the table, and the table speaks for them.
  private(set) var gone: [StandingCode] = []
  private(set) var outside = 0
  /// Had left, and are in the table again.
  private(set) var returned: [StandingCode] = []
  /// Rows that are not taken, those of the reading first.
  private(set) var problems: [RosterProblem]
  let scope: RosterScope
  let proposed: RosterScope
  let file: RosterExtent
  let registered: RosterExtent
  let centersApart: Set<String>

  var isEmpty: Bool { added.isEmpty && changed.isEmpty && gone.isEmpty && returned.isEmpty }

  init(_ reading: CodeReading, _ standing: StandingCodes, choices: RosterChoices) {
    problems = reading.problems
    var file = RosterExtent()
    var registered = RosterExtent()
    for row in reading.rows { file.add(row.unit) }
    let apart = choices.centers == .included ? [] : standing.centersApart
    for (index, row) in reading.rows.enumerated() {
      if let stranger = standing.strangers[index] {
        problems.append(
          RosterProblem(
            severity: .error, column: nil, place: row.place, reason: "codes.elsewhere", message: "这个采集码已经由\(stranger)导入",
            remedy: "请核对是否传错了文件"))
        continue
      }
      guard let old = standing.found[index] else {
        added.append(index)
        continue
      }
      if old.hasLeft { returned.append(old) }
      if old.category == row.category, old.department == row.department, old.classGroup == row.classGroup {
        unchanged += 1
      } else {
        changed.append((old, index))
      }
    }
    let whole = RosterCoverage(.whole, of: RosterExtent(), centersApart: apart)
    for code in standing.all where !code.hasLeft && whole.covers(code.unit, studyCenterName: code.studyCenterName) {
      registered.add(code.unit)
    }
    proposed = .proposed(file: file, registered: registered)
    scope = choices.scope ?? proposed
    let coverage = RosterCoverage(scope, of: file, centersApart: apart)
    for code in standing.missing where !code.hasLeft {
      if coverage.covers(code.unit, studyCenterName: code.studyCenterName) { gone.append(code) } else { outside += 1 }
    }
    self.file = file
    self.registered = registered
    centersApart = standing.centersApart
  }
}

/// The codes of a campaign as one keeper's table meets them.
struct StandingCodes: Sendable {
  /// The keeper's own codes.
  var all: [StandingCode] = []
  /// Of those, the ones that are not in the table.
  var missing: [StandingCode] = []
  /// Own codes by the position of their row.
  var found: [Int: StandingCode] = [:]
  /// Who else has a code, by the position of its row.
  var strangers: [Int: String] = [:]
  var centersApart: Set<String> = []
}

extension Transaction {
  /// Codes that left and did not come back; names the table `c`.
  static let codeHasLeft = """
    EXISTS (SELECT 1 FROM collection_code_left l WHERE l.code_id = c.id
      AND NOT EXISTS (SELECT 1 FROM collection_code_back b WHERE b.left_id = l.id))
    """

  /// `indexes`: for each row its blind indexes under every key: codes from before a rotation are known too.
  func standingCodes(
    _ place: RosterPlaceInCenter, for keeper: some RosterKeeper, meeting indexes: [[[UInt8]]]
  ) throws -> StandingCodes {
    var byIndex: [[UInt8]: Int] = [:]
    for (position, keys) in indexes.enumerated() { for key in keys { byIndex[key] = position } }
    var standing = StandingCodes()
    try sql.forEachRow(
      """
      SELECT c.id, c.institution_id, c.study_center_id, c.code_index, c.category, c.department, c.class_group,
        CASE WHEN \(Self.codeHasLeft) THEN 1 ELSE 0 END AS has_left
      FROM collection_code c WHERE c.campaign_id = ? ORDER BY c.id
      """, [.text(place.campaignID)]
    ) { row in
      let position = byIndex[try row.blob("code_index")]
      let centerID = try row.optionalText("study_center_id")
      guard try row.text("institution_id") == place.institutionID else {
        if let position { standing.strangers[position] = "别的院校" }
        return
      }
      let center = centerID.flatMap(place.studyCenterName) ?? ""
      guard keeper.ownStudyCenterID == nil || keeper.ownStudyCenterID == centerID else {
        if let position { standing.strangers[position] = center.isEmpty ? "本部" : "站点「\(center)」" }
        return
      }
      let code = StandingCode(
        id: try row.text("id"), category: try row.text("category"), department: try row.text("department"),
        classGroup: try row.text("class_group"), studyCenterName: center, hasLeft: try row.int("has_left") > 0)
      standing.all.append(code)
      if let position { standing.found[position] = code } else { standing.missing.append(code) }
    }
    if keeper.ownStudyCenterID == nil { standing.centersApart = try centersApart(place) }
    return standing
  }
}
