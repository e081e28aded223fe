/// Cuts a problem into stints: by institution and phase, and into several where an institution has several shooting points or agreed days.
struct StintCutter {
  let model: TourModel
  private var packer = ClassPacker()
  /// An institution with several shooting points is done in about this many days.
  private static let daysWanted = 5

  /// For institutions with visits that stay: days between them, in one phase, on which nobody comes yet.
  private var lockedGaps: [String: [Int]]

  init(_ model: TourModel) {
    self.model = model
    lockedGaps = Dictionary(grouping: model.problem.locked, by: \.institution).mapValues { visits in
      let days = Set(visits.compactMap { model.dayIndex[$0.day] }).sorted()
      return zip(days, days.dropFirst()).flatMap { before, after in
        model.dayPhases[before] == model.dayPhases[after] ? Array((before + 1)..<after) : []
      }
    }
  }

  mutating func stints() -> [Stint] {
    var stints = model.problem.locked.compactMap(lockedStint)
    var taken: [Set<String>] = Array(repeating: [], count: model.problem.institutions.count)
    for visit in model.problem.locked {
      if let at = model.institutionIndex[visit.institution] { taken[at].formUnion(visit.turns.map(\.group)) }
    }
    for (at, institution) in model.problem.institutions.enumerated() where !model.problem.isHandedOver(institution) {
      let open = institution.groups.indices.filter {
        institution.groups[$0].heads > 0 && !taken[at].contains(institution.groups[$0].id)
      }
      for bundle in bundles(institution, open) { stints += cut(at, bundle) }
    }
    return stints
  }

  private func lockedStint(_ visit: Visit) -> Stint? {
    guard let at = model.institutionIndex[visit.institution], let crew = model.crewIndex[visit.crew],
      let day = model.dayIndex[visit.day]
    else { return nil }
    var window = [Bool](repeating: false, count: model.days.count)
    window[day] = true
    return Stint(
      institution: at, groups: [], heads: visit.heads, window: window, firstDay: day, crews: [crew],
      usesSession: { _ in true }, locked: visit)
  }

  /// Groups that are shot together: same phase, and the latest day of return of any of them.
  private struct Bundle {
    var phase: CampaignWindow.Kind?
    var notBefore: CalendarDay?
    var groups: [Int]
  }

  private func bundles(_ institution: TourInstitution, _ open: [Int]) -> [Bundle] {
    var bundles: [Bundle] = []
    for group in open {
      let back = institution.groups[group].returnsOn
      // Who comes back on a day is shot in the phase of that day or of the next usable one.
      let phase =
        institution.groups[group].phase ?? back.flatMap { day in model.days.first { $0 >= day } }.flatMap(model.problem.phase)
      if let at = bundles.firstIndex(where: { $0.phase == phase }) {
        bundles[at].groups.append(group)
        bundles[at].notBefore = [bundles[at].notBefore, back].compactMap(\.self).max()
      } else {
        bundles.append(Bundle(phase: phase, notBefore: back, groups: [group]))
      }
    }
    return bundles
  }

  /// Days of a bundle: not over yet, of its phase, after the return, without firm wishes against it.
  private func window(_ institution: TourInstitution, _ bundle: Bundle) -> [Bool] {
    let probe = MinuteSpan(Wish.noon, Wish.noon)
    return model.days.map { day in
      if let earliest = model.problem.terms.earliestDay, day < earliest { return false }
      if let phase = bundle.phase, model.problem.phase(of: day) != phase { return false }
      if let back = bundle.notBefore, day < back { return false }
      return institution.wishes.allSatisfy { !$0.isFirm || $0.isMet(on: day, span: probe) }
    }
  }

  private mutating func cut(_ at: Int, _ bundle: Bundle) -> [Stint] {
    let institution = model.problem.institutions[at]
    var window = window(institution, bundle)
    let agreed = agreedDays(institution.id, window)
    let promised = Set(agreedDays(institution.id, window.map { _ in true }).map { model.dayPhases[$0] })
    // Where none of the agreed days will do, that phase is closed: nobody comes on a day that was not agreed.
    for day in window.indices where window[day] {
      window[day] = agreed.isEmpty ? !promised.contains(model.dayPhases[day]) : agreed.contains(day)
    }
    let halves = institution.wishes.filter { $0.isFirm }
    let day = window.firstIndex(of: true).map { model.days[$0] } ?? model.days.first
    let usesSession: @Sendable (MinuteSpan) -> Bool = { session in
      guard let day else { return true }
      return halves.allSatisfy { wish in
        if case .notOn = wish.content { return true }
        return wish.isMet(on: day, span: session)
      }
    }
    let sessions = (model.problem.crews.max { $0.minutesPerDay < $1.minutesPerDay }?.sessions ?? Crew.usualSessions).filter(
      usesSession)
    let longest = sessions.map(\.minutes).max() ?? 0
    let pace = model.paces[at]
    // A piece of its own comes on the first agreed day, with a crew that was agreed for it.
    let crews = agreed.first.map { agreedCrews(institution.id, $0) } ?? []
    func stint(_ groups: [Int]) -> Stint {
      Stint(
        institution: at, groups: groups, heads: groups.reduce(0) { $0 + institution.groups[$1].heads }, window: window,
        firstDay: agreed.first, crews: crews, usesSession: usesSession)
    }
    let isLarge = { (group: Int) in TourModel.minutes(for: institution.groups[group].heads, perHour: pace) > longest }
    var result = bundle.groups.filter(isLarge).map { stint([$0]) }
    let rest = bundle.groups.filter { !isLarge($0) }
    guard !rest.isEmpty, let start = sessions.first?.start,
      let days = packer.pack(rest, of: institution.groups, pace: pace, sessions: sessions, start: start)
    else { return result + (rest.isEmpty ? [] : [stint(rest)]) }
    let pieces = pieces(days.count, institution, window: window, agreed: agreed)
    for piece in pieces {
      var part = stint(days[piece.days].flatMap { $0.map(\.group) })
      part.firstDay = piece.firstDay ?? (agreed.isEmpty ? nil : part.firstDay)
      part.crews = piece.crews
      // The next agreed day may be another crew's.
      if piece.isOneDay { for day in window.indices where day != part.firstDay { part.window[day] = false } }
      result.append(part)
    }
    return result
  }

  /// A run of the days a bundle takes, one after the other, and what is fixed about it.
  private struct Piece {
    var days: Range<Int>
    var firstDay: Int?
    var crews: [Int] = []
    var isOneDay = false
  }

  /// How the days a bundle takes are given to crews.
  private mutating func pieces(_ days: Int, _ institution: TourInstitution, window: [Bool], agreed: [Int]) -> [Piece] {
    let points = max(1, institution.shootingPoints)
    if let first = agreed.first, let last = agreed.last {
      let entries = model.problem.agreed.filter { $0.institution == institution.id }
      let crews = entries.map { $0.crew.flatMap { model.crewIndex[$0] } }
      let isOneRun = last - first + 1 == agreed.count && entries.count == 1
      if isOneRun {
        let strands = min(points, (days + agreed.count - 1) / agreed.count)
        let crew = crews[0].map { [$0] } ?? []
        return even(days, strands).map { Piece(days: $0, firstDay: first, crews: crew) }
      }
      return piecesByDay(days, institution.id, agreed: agreed, points: points)
    }
    if institution.allowsGaps { return (0..<days).map { Piece(days: $0..<($0 + 1)) } }
    if let gaps = lockedGaps[institution.id] {
      // Beside locked visits the rest has to fit into what they leave, day by day, the days between them first.
      let open = gaps.filter { window[$0] }.prefix(days)
      lockedGaps[institution.id]?.removeAll { open.contains($0) }
      return (0..<days).map { Piece(days: $0..<($0 + 1), firstDay: $0 < open.count ? open[open.startIndex + $0] : nil) }
    }
    let run = max(1, longestRun(window))
    let needed = (days + run - 1) / run
    let wanted = (days + Self.daysWanted - 1) / Self.daysWanted
    return even(days, min(points, max(needed, wanted)))
      .map { Piece(days: $0) }
  }

  /// Agreed days that do not follow each other, or with different crews: a piece for each day and crew.
  private func piecesByDay(_ days: Int, _ institution: String, agreed: [Int], points: Int) -> [Piece] {
    var slots: [Piece] = []
    for day in agreed {
      let crews = agreedCrews(institution, day)
      let strands = crews.isEmpty ? max(1, min(points, (days + agreed.count - 1) / agreed.count)) : min(points, crews.count)
      for strand in 0..<strands {
        slots.append(Piece(days: 0..<0, firstDay: day, crews: crews.isEmpty ? [] : [crews[strand]], isOneDay: true))
      }
    }
    var pieces: [Piece] = []
    for day in 0..<days {
      var piece = slots[min(day, slots.count - 1)]
      piece.days = day..<(day + 1)
      pieces.append(piece)
    }
    return pieces
  }

  /// Ranges of whole days, as even as they go, the longer ones first; the last day, which may be short, stays at the end.
  private func even(_ days: Int, _ parts: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var from = 0
    for part in 0..<parts where from < days {
      let left = parts - part
      let count = (days - from + left - 1) / left
      ranges.append(from..<(from + count))
      from += count
    }
    return ranges
  }
}
