/// What may stand in a 《勘误表》 (A7), judged by what the center holds at that moment.
public struct ErratumRules: Sendable {
  public var regime: Regime
  public var today: CalendarDay
  /// First and last day on which errata are taken; nil for no bound.
  public var opens: CalendarDay?
  public var closes: CalendarDay?

  public init(regime: Regime, today: CalendarDay, opens: CalendarDay? = nil, closes: CalendarDay? = nil) {
    self.regime = regime
    self.today = today
    self.opens = opens
    self.closes = closes
  }

  /// A campaign takes errata from the first shooting day until both the institutions' verification and the data check are over.
  public init(plan: CampaignPlan, today: CalendarDay) {
    let last = [CampaignWindow.Kind.verification, .dataCheck].compactMap { plan.days(of: $0)?.last }.max()
    self.init(regime: plan.regime, today: today, opens: plan.phases.first?.days.first, closes: last)
  }

  /// One field of a graduate that is to be put right.
  public struct Correction: Sendable, Hashable {
    public var field: RosterColumn
    /// What the form says that stands there.
    public var old: String
    /// What it should be, as typed.
    public var new: String

    public init(_ field: RosterColumn, old: String, new: String) {
      self.field = field
      self.old = old
      self.new = new
    }
  }

  /// A graduate's record with corrections in it.
  public struct Corrected: Sendable {
    /// All values in their normal form.
    public var entry: RosterEntry
    /// Old and new values in the order of the columns, code point for code point.
    public var changes: [FieldChange]
    /// What a person should look at.
    public var warnings: [RosterProblem]
  }

  /// Whether errata are taken today.
  public func checkWindow() throws(ErratumRefusal) {
    if let opens, today < opens { throw .notYet(opens) }
    if let closes, today > closes { throw .closed(closes) }
  }

  /// Who says so, when, and what shows it.
  public func checkOrigin(of erratum: Erratum) throws(ErratumRefusal) {
    try checkOrigin(kind: erratum.kind, field: erratum.field, erratum.evidence, handler: erratum.handler, day: erratum.day)
  }

  func checkOrigin(
    kind: Erratum.Kind, field: RosterColumn, _ evidence: ErratumEvidence, handler: String, day: CalendarDay
  ) throws(ErratumRefusal) {
    let handler = handler.trimmed
    guard !handler.isEmpty else { throw .handlerMissing }
    guard handler.count <= VerificationLimits.handlerCharacters else {
      throw .textTooLong("经手人", limit: VerificationLimits.handlerCharacters)
    }
    guard day <= today else { throw .dayInFuture(day) }
    if let opens, day < opens { throw .dayTooEarly(day, first: opens) }
    guard evidence.kind.proves(kind, field) else { throw .evidenceKind(evidence.kind, field, kind) }
    if evidence.kind == .other, evidence.text.trimmed.isEmpty { throw .evidenceMissing }
    guard evidence.text.count <= VerificationLimits.remarkCharacters else {
      throw .textTooLong("依据", limit: VerificationLimits.remarkCharacters)
    }
    guard !CodeModeGuard.holdsIDNumber(evidence.text) else { throw .numberInEvidence }
  }

  /// The record as it should be: corrections of one graduate stand or fall together, because a sex and an identity number that are both
  /// wrong can only be put right at once.
  ///
  /// - Parameters:
  ///   - corrections: each field once.
  ///   - entry: what the center holds now.
  ///   - context: of the graduate's institution, as for its roster: the new record must pass the same rules.
  ///   - taken: of student number and identity number those that another record of the institution bears.
  /// - Returns: the new record and what changed in it.
  /// - Throws: `ErratumRefusal`, the first thing that stands against it.
  public func correct(
    _ corrections: [Correction], of entry: RosterEntry, in context: RosterContext, taken: Set<RosterColumn> = []
  ) throws(ErratumRefusal) -> Corrected {
    guard !corrections.isEmpty else { throw .nothingToCorrect }
    var cells = RosterColumn.allCases.map { TableCell(text: entry[$0]) }
    var seen: Set<RosterColumn> = []
    for correction in corrections {
      let field = correction.field
      if let obstacle = field.errataObstacle(in: regime) { throw .field(field, obstacle) }
      guard seen.insert(field).inserted else { throw .sameFieldTwice(field) }
      guard Self.normal(correction.old, of: field).hasSameCodePoints(as: entry[field]) else {
        throw .oldDiffers(field, isEmpty: correction.old.trimmed.isEmpty)
      }
      if correction.new.trimmed.isEmpty, context.isRequired(field) { throw .newMissing(field) }
      cells[field.ordinal] = TableCell(text: correction.new)
    }
    let mapping = RosterMapping(Dictionary(uniqueKeysWithValues: RosterColumn.allCases.map { ($0, $0.ordinal) }))
    let outcome = RosterRules.check(RosterRow(place: RosterPlace(row: 1), cells: cells), mapping: mapping, context: context)
    if let error = outcome.problems.first(where: { $0.severity == .error }) {
      throw error.column.map { seen.contains($0) } == false ? .record(error) : .value(error)
    }
    guard let corrected = outcome.entry else { throw .nothingToCorrect }
    if seen.contains(.name), corrected.nameLacksCharacters { throw .stillLacksCharacters }
    let changes = ChangeSet.differences(from: entry, to: corrected).filter { seen.contains($0.column) }
    for correction in corrections where !changes.contains(where: { $0.column == correction.field }) {
      throw .same(correction.field)
    }
    for change in changes where taken.contains(change.column) { throw .numberTaken(change.column) }
    return Corrected(entry: corrected, changes: changes, warnings: outcome.problems)
  }

  /// A value of the form as the center writes it: people write small x and brackets around numbers.
  public static func normal(_ text: String, of field: RosterColumn) -> String {
    switch field {
    case .idNumber: IDNumber.normalised(text)
    case .studentNumber, .examineeNumber: text.compactHalfWidth
    case .expectedGraduation, .birthDate, .enrolmentDate: CalendarDay.parse(text)?.compact ?? text.trimmed
    default: text.trimmed
    }
  }
}
