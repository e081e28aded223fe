import GraduatePhotos
import Paperwork
import Storage

/// One wish of an order as it stands now.
public struct ReprintLine: Sendable, Identifiable {
  public let position: Int
  let personID: String
  /// Empty in code mode.
  public let name: String
  /// Student number; in code mode the end of our own.
  public let number: String
  public let group: CheckedClass
  public let size: PrintedPhotoSize
  public let copies: Int
  /// Why it is not printed; nil for what is.
  ///
  /// After printing: as it was then.
  public internal(set) var hold: ReprintHold?
  /// Of the portrait that counts now; 0 without.
  let portraitNumber: Int

  public var id: Int { position }
}

/// A step of an order, with who did it and when.
public struct ReprintStep: Sendable, Hashable {
  public let state: ReprintState
  public let why: String
  public let by: String
  public let at: Int64
}

/// An order with its lines.
public struct ReprintFacts: Sendable, Identifiable {
  public let id: String
  public let campaignID: String
  public let institutionID: String
  public let institution: String
  public let number: String
  /// Of one photo; nil where the campaign had no price.
  public let price: Fen?
  public let note: String
  public let placedBy: String
  public let placedAt: Int64
  /// In the order in which they came.
  public let steps: [ReprintStep]
  public internal(set) var lines: [ReprintLine]
  /// `seen` of the files that were made last; nil while none were.
  var madeSeen: String?

  /// The files that were made last hold what would be printed now.
  public var isMade: Bool { madeSeen == seen }

  public var state: ReprintState { steps.last?.state ?? .placed }

  /// Photos of one size, or of all, that are printed.
  public func photos(of size: PrintedPhotoSize? = nil) -> Int {
    lines.reduce(0) { $0 + ($1.hold == nil && (size == nil || size == $1.size) ? $1.copies : 0) }
  }

  public var held: [ReprintLine] { lines.filter { $0.hold != nil } }
  public var orderedPhotos: Int { lines.reduce(0) { $0 + $1.copies } }
  /// For what is printed; what is held back is not paid for.
  public var sum: Fen? { price.map { $0 * photos() } }

  /// Stands for what would be printed: portraits, counts, and what is held back.
  public var seen: String {
    var sum = SHA256Sum()
    for line in lines {
      // What cannot be drawn is found while the files are made: they are the same files.
      let hold = line.hold == .blocked ? "" : line.hold?.rawValue ?? ""
      sum.add(Array("\(line.position) \(line.portraitNumber) \(line.copies) \(hold)\n".utf8))
    }
    return String(HexText.write(sum.digest()).prefix(16))
  }
}

extension CollectionCenter {
  /// An order with everybody in it, and who is held back by now.
  ///
  /// - Throws: `ReprintDeskRefusal.unknown`.
  public func reprintOrder(_ id: String, campaignID: String, by reader: any ReprintReader) async throws -> ReprintFacts {
    try await records.read { try $0.reprintFacts(id, campaignID: campaignID, by: reader) }
  }
}

extension Transaction {
  func reprintFacts(_ id: String, campaignID: String, by reader: any ReprintReader) throws -> ReprintFacts {
    let (condition, arguments) = reader.reprintReach.condition
    let found = try row(
      """
      SELECT o.id, o.institution_id, o.number, o.price_fen, o.note, o.placed_at, a.name FROM reprint_order o
      LEFT JOIN account a ON a.id = o.placed_by WHERE o.id = ? AND o.campaign_id = ? AND \(condition)
      """, [.text(id), .text(campaignID)] + arguments)
    guard let found else { throw ReprintDeskRefusal.unknown }
    let campaign = try storedCampaign(campaignID)
    let institution = try found.text("institution_id")
    let steps = try reprintSteps(of: id)
    let made = try row("SELECT seen, blocked FROM reprint_made WHERE order_id = ?", [.text(id)])
    let wasPrinted = steps.contains { $0.state == .printed }
    var facts = ReprintFacts(
      id: id, campaignID: campaignID, institutionID: institution,
      institution: try institutionName(institution, in: campaign.year) ?? "", number: try found.text("number"),
      price: try found.optionalInt("price_fen").map { Fen($0) }, note: try found.text("note"),
      placedBy: try found.optionalText("name") ?? Self.machineName, placedAt: try found.integer("placed_at"), steps: steps,
      lines: try reprintLines(of: id, campaign.plan.regime, wasPrinted: wasPrinted), madeSeen: try made?.text("seen"))
    if facts.isMade, !wasPrinted {
      let blocked = Set(try made?.text("blocked").split(separator: " ").compactMap { Int($0) } ?? [])
      for index in facts.lines.indices where blocked.contains(facts.lines[index].position) && facts.lines[index].hold == nil {
        facts.lines[index].hold = .blocked
      }
    }
    return facts
  }

  private func reprintSteps(of id: String) throws -> [ReprintStep] {
    try rows(
      """
      SELECT s.step, s.why, s.done_at, a.name FROM reprint_step s LEFT JOIN account a ON a.id = s.done_by
      WHERE s.order_id = ? ORDER BY s.done_at, s.slot DESC
      """, [.text(id)]
    ).compactMap { row in
      guard let state = ReprintState(rawValue: try row.text("step")) else { return nil }
      return ReprintStep(
        state: state, why: try row.text("why"), by: try row.optionalText("name") ?? Self.machineName,
        at: try row.integer("done_at"))
    }
  }

  static func linesOfReprint(in regime: Regime) -> String {
    let people = people(in: regime)
    let alias = people.alias
    let names = regime == .code ? "'' AS name, '' AS student_number" : "g.name, g.student_number"
    return """
      SELECT l.position, l.person_id, l.size, l.copies, h.reason, \(names), \(alias).department, \(alias).class_group, p.number,
        CASE WHEN \(alias).id IS NULL OR \(people.hasLeft) THEN 1 ELSE 0 END AS has_left
      FROM reprint_line l LEFT JOIN reprint_held_back h ON h.order_id = l.order_id AND h.position = l.position
      LEFT JOIN \(people.table) ON \(alias).id = l.person_id
      LEFT JOIN portrait p ON p.campaign_id = \(alias).campaign_id AND p.person_id = \(alias).id
        AND p.number = \(Portrait.presentNumber(alias, person: "id"))
      WHERE l.order_id = ? ORDER BY l.position
      """
  }

  private func reprintLines(of id: String, _ regime: Regime, wasPrinted: Bool) throws -> [ReprintLine] {
    try rows(Self.linesOfReprint(in: regime), [.text(id)]).compactMap { row in
      guard let size = PrintedPhotoSize(rawValue: try row.text("size")) else { return nil }
      let person = try row.text("person_id")
      let number = try row.optionalInt("number") ?? 0
      // What was printed stays printed, whatever becomes of the portrait.
      let hold: ReprintHold? =
        if wasPrinted {
          try row.optionalText("reason").flatMap { ReprintHold(rawValue: $0) }
        } else if try row.int("has_left") == 1 {
          .left
        } else {
          number == 0 ? .withdrawn : nil
        }
      let student = try row.optionalText("student_number") ?? ""
      return ReprintLine(
        position: try row.int("position"), personID: person, name: try row.optionalText("name") ?? "",
        number: student.isEmpty ? PersonEnd.of(person) : student,
        group: CheckedClass(
          department: try row.optionalText("department") ?? "", classGroup: try row.optionalText("class_group") ?? ""),
        size: size, copies: try row.int("copies"), hold: hold, portraitNumber: number)
    }
  }
}
