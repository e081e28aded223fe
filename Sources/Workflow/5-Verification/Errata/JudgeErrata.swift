import GraduatePhotos
import Storage

/// What the rules say to errata that are proposed or decided together, by what the center holds at this moment.
struct ErrataJudge {
  let transaction: Transaction
  let place: RosterPlaceInCenter
  let context: RosterContext
  let rules: ErratumRules
  /// A record as it stands, with the corrections in it.
  struct Corrected {
    let record: StandingRecord
    let entry: RosterEntry
    let changes: [FieldChange]
  }

  init(_ transaction: Transaction, campaignID: String, institutionID: String, today: CalendarDay? = nil) throws {
    self.transaction = transaction
    (place, context) = try transaction.rosterPlace(campaignID: campaignID, institutionID: institutionID)
    rules = ErratumRules(plan: place.plan, today: today ?? transaction.today)
  }

  /// Judges drafts and brings old and new values into the form in which the center writes them.
  ///
  /// - Returns: what stands against each, by its position; empty when all may be written down.
  func judge(_ drafts: inout [ErratumDraft]) throws -> [Int: any Refusal] {
    var problems: [Int: any Refusal] = [:]
    var seen: Set<String> = []
    for index in drafts.indices where drafts[index].kind == .shifted {
      (drafts[index].old, drafts[index].new) = (drafts[index].old.asSerial, drafts[index].new.asSerial)
    }
    for (index, draft) in drafts.enumerated() {
      do {
        try rules.checkOrigin(of: draft.erratum)
        try checkTexts(draft)
        guard try !transaction.hasOpenErratum(draft, place.campaignID) else { throw ErrataDeskRefusal.openAlready(draft.field) }
        guard draft.kind == .shifted || seen.insert(draft.person + draft.field.code).inserted else {
          throw ErratumRefusal.sameFieldTwice(draft.field)
        }
      } catch let refusal as any Refusal { problems[index] = refusal }
    }
    let firsts = ErrataGroups.firsts(of: drafts)
    for group in Dictionary(grouping: drafts.indices, by: { firsts[$0] }).values.map({ $0.sorted() }) {
      guard group.allSatisfy({ problems[$0] == nil }) else { continue }
      if drafts[group[0]].kind == .shifted {
        do { _ = try shift(group.map { drafts[$0] }) } catch let refusal as ErratumRefusal {
          problems[group.first { drafts[$0].new == refusal.serial || drafts[$0].old == refusal.serial } ?? group[0]] = refusal
        }
        continue
      }
      for (index, refusal) in try judgeData(group, &drafts) { problems[index] = refusal }
    }
    return problems
  }

  private func checkTexts(_ draft: ErratumDraft) throws {
    for (name, text) in [("错误内容", draft.old), ("正确内容", draft.new), ("依据", draft.evidence.text), ("经手人", draft.handler)] {
      guard VerdictLimits.isText(text) else { throw ErrataDeskRefusal.notText(name) }
    }
  }

  private func judgeData(_ group: [Int], _ drafts: inout [ErratumDraft]) throws -> [Int: any Refusal] {
    var problems: [Int: any Refusal] = [:]
    let people = Dictionary(grouping: group) { drafts[$0].person }
    for (person, indexes) in people {
      do {
        let found = try corrected(person, indexes.map { drafts[$0] }, with: group.map { drafts[$0] })
        for index in indexes {
          guard let change = found.changes.first(where: { $0.column == drafts[index].field }) else { continue }
          (drafts[index].old, drafts[index].new) = (change.old, change.new)
        }
      } catch let refusal as any Refusal {
        let field = (refusal as? ErratumRefusal)?.field
        problems[indexes.first { drafts[$0].field == field } ?? indexes[0]] = refusal
      }
    }
    return problems
  }

  /// A person's record with corrections in it.
  ///
  /// - all: those that stand or fall together: who gives a number up in them leaves it free.
  /// - Throws: `ErratumRefusal`, `ErrataDeskRefusal.personUnknown`.
  func corrected(_ person: String, _ drafts: [ErratumDraft], with all: [ErratumDraft]) throws -> Corrected {
    guard place.plan.regime == .roster else { throw ErratumRefusal.field(drafts[0].field, .codeMode) }
    guard let record = try transaction.standingRecord(person, place), record.entry.statusChange == nil else {
      throw ErrataDeskRefusal.personUnknown
    }
    let corrections = drafts.map { ErratumRules.Correction($0.field, old: $0.old, new: $0.new) }
    let entry = record.entry.entry
    let first = try rules.correct(corrections, of: entry, in: context)
    let taken = try transaction.taken(first, person, place, leaving: all)
    let corrected = taken.isEmpty ? first : try rules.correct(corrections, of: entry, in: context, taken: taken)
    var kept = corrected.entry
    kept.institutionCode = entry.institutionCode
    kept.institutionName = entry.institutionName
    return Corrected(record: record, entry: kept, changes: corrected.changes)
  }

  /// The people of a shift with the photos that they have now, and its moves.
  func shift(_ drafts: [ErratumDraft]) throws -> Shift {
    var people: [String: ErrataPerson] = [:]
    for draft in drafts where people[draft.person] == nil {
      people[draft.person] = try transaction.errataPerson(draft.person, place)
    }
    let held = people.values.filter { !$0.serial.isEmpty }
    // A serial is unique in a visit only: two photos of one name would be taken for each other.
    var known: Set<String> = []
    if let twice = held.map(\.serial).sorted().first(where: { !known.insert($0).inserted }) {
      throw ErratumRefusal.serialNotClear(twice)
    }
    var free: [String: BoundShot] = [:]
    for draft in drafts where !draft.new.isEmpty && !known.contains(draft.new) {
      free[draft.new] = try transaction.looseShot(serial: draft.new, of: people[draft.person]?.visit, place)
    }
    let shift = try ShiftErrata(
      drafts.map(\.shiftRow), held: Dictionary(held.map { ($0.id, $0.serial) }, uniquingKeysWith: { first, _ in first }),
      free: Set(free.keys))
    return Shift(errata: shift, people: people, free: free)
  }

  struct Shift {
    let errata: ShiftErrata
    let people: [String: ErrataPerson]
    let free: [String: BoundShot]

    /// What is to be rebound, by visit; a shot of another visit is a repair of its own.
    func repairs() throws -> [(visit: Int, repair: ShiftRepair)] {
      var moves: [Int: [ShiftRepair.Move]] = [:]
      var shots: [String: BoundShot] = free
      for person in people.values {
        guard let shot = person.shotID, let visit = person.visit, let serial = person.serialNumber else { continue }
        shots[person.serial] = BoundShot(id: shot, visit: visit, serial: serial, person: person.id)
      }
      func move(_ serial: String, to person: String?) throws {
        guard let shot = shots[serial] else { throw ErratumRefusal.partnerMissing(serial: serial) }
        moves[shot.visit, default: []].append(
          ShiftRepair.Move(shot: shot.id, serial: shot.serial, from: shot.person, to: person))
      }
      for row in errata.rows where !row.new.isEmpty { try move(row.new, to: row.graduate) }
      for serial in errata.serialsLeft { try move(serial, to: nil) }
      return moves.sorted { $0.key < $1.key }.map { ($0.key, ShiftRepair(moves: $0.value, peopleLeft: errata.peopleLeft)) }
    }
  }
}

extension ErratumRefusal {
  /// The column that it is about, where there is one.
  var field: RosterColumn? {
    switch self {
    case .field(let field, _), .sameFieldTwice(let field), .oldDiffers(let field, _), .newMissing(let field), .same(let field),
      .numberTaken(let field):
      field
    case .value(let problem), .record(let problem): problem.column
    case .stillLacksCharacters: .name
    case .evidenceKind(_, let field, _): field
    default: nil
    }
  }

  fileprivate var serial: String? {
    switch self {
    case .serialWantedTwice(let serial), .partnerMissing(let serial), .serialNotClear(let serial): serial
    default: nil
    }
  }
}

extension Transaction {
  /// Whether the same field of the same person has an erratum that nobody decided and nobody took back.
  fileprivate func hasOpenErratum(_ draft: ErratumDraft, _ campaignID: String) throws -> Bool {
    try row(
      """
      SELECT e.id FROM erratum e WHERE e.campaign_id = ? AND e.person_id = ? AND e.field = ? AND \(StoredErratum.isOpen) LIMIT 1
      """, [.text(campaignID), .text(draft.person), .text(draft.field.code)]) != nil
  }

  /// Of student and identity number those of a corrected record that another one of the institution bears.
  fileprivate func taken(
    _ corrected: ErratumRules.Corrected, _ person: String, _ place: RosterPlaceInCenter, leaving all: [ErratumDraft]
  ) throws -> Set<RosterColumn> {
    var taken: Set<RosterColumn> = []
    func leaves(_ other: String, _ column: RosterColumn) -> Bool {
      all.contains { $0.person == other && $0.field == column }
    }
    let here: [SQLValue] = [.text(place.campaignID), .text(place.institutionID), .text(person)]
    // The same number for two people of one form.
    func alsoAsked(_ change: FieldChange) throws -> Bool {
      try all.contains { other in
        guard other.person != person, other.field == change.column,
          ErratumRules.normal(other.new, of: change.column).hasSameCodePoints(as: change.new)
        else { return false }
        // 专升本, 二学位: one person's several records.
        guard change.column == .idNumber else { return true }
        return try standingRecord(other.person, place)?.entry.entry.name != corrected.entry.name
      }
    }
    for change in corrected.changes {
      if [.studentNumber, .idNumber].contains(change.column), try alsoAsked(change) { taken.insert(change.column) }
      switch change.column {
      case .studentNumber:
        let others = try rows(
          """
          SELECT id FROM graduate WHERE campaign_id = ? AND institution_id = ? AND id <> ? AND student_number = ? AND slot = ''
          """, here + [.text(change.new)])
        if try others.contains(where: { try !leaves($0.text("id"), .studentNumber) }) { taken.insert(.studentNumber) }
      case .idNumber:
        for index in keys.blindIndexes(of: corrected.entry.idNumber.comparisonKey, field: StoredGraduate.indexField) {
          let others = try rows(
            "SELECT id, name FROM graduate WHERE campaign_id = ? AND institution_id = ? AND id <> ? AND id_index = ?",
            here + [.blob(index)])
          // 专升本, 二学位: one person may have several records, but not under another name.
          let isOther = try others.contains {
            try PersonName(stored: $0.text("name")) != corrected.entry.name && !leaves($0.text("id"), .idNumber)
          }
          if isOther { taken.insert(.idNumber) }
        }
      default: continue
      }
    }
    return taken
  }
}
