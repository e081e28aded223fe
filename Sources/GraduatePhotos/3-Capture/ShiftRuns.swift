// From a path to what people see: runs, what is doubtful in them, and the proposed repair.
extension ShiftDetector {
  /// Below, in nats, what the faces say for an offset is too little to tell whether a shot belongs to a run.
  private static let telling = 2.0
  /// At the ends of a run it takes more: not being who is bound is not enough, being the other one is.
  private static let tellingAtEnds = 4.5

  /// The runs of a path, oldest first.
  func found(_ states: [ShiftPath.State], _ faces: some FaceDistances) -> [ShiftFinding] {
    var result: [ShiftFinding] = []
    var first = 0
    while first < states.count {
      guard states[first] != .none else {
        first += 1
        continue
      }
      var last = first
      while last + 1 < states.count, Self.goesOn(states[last], states[last + 1]) { last += 1 }
      result.append(finding(first...last, states, faces))
      first = last + 1
    }
    return result
  }

  /// Two swaps side by side are two runs.
  private static func goesOn(_ state: ShiftPath.State, _ next: ShiftPath.State) -> Bool {
    switch (state, next) {
    case (_, .none): false
    case (.swapFirst, .swapFirst), (.swapFirst, .swapSecond), (.swapSecond, .swapSecond): true
    case (.swapFirst, _), (.swapSecond, _), (_, .swapFirst): false
    default: true
    }
  }

  private func finding(_ run: ClosedRange<Int>, _ states: [ShiftPath.State], _ faces: some FaceDistances) -> ShiftFinding {
    let kind = Self.kind(of: run.map { states[$0] })
    let wide = widened(run, states)
    let isGoingOn = wide.upperBound == seen.count - 1
    var doubtful = doubtful(in: run, of: wide, states)
    var targets: [Int: String?] = [:]
    for at in run { targets[at] = .some(target(of: at, states[at])) }
    for (at, person) in leftoverMatches(wide, targets, faces) {
      targets[at] = .some(person)
      doubtful.remove(at)
    }
    let moves = moves(targets, in: wide)
    let changed = Dictionary(moves.map { ($0.shot, $0.to) }, uniquingKeysWith: { first, _ in first })
    let repair = kind == .unmatched ? nil : ShiftRepair(moves: moves, peopleLeft: peopleLeft(around: wide, changed))
    let serials = seen[wide.lowerBound].shot.serial...seen[wide.upperBound].shot.serial
    return ShiftFinding(
      kind: kind, shots: shots.filter { serials.contains($0.serial) }, doubtful: Set(doubtful.map { seen[$0].shot.id }),
      isGoingOn: isGoingOn, repair: repair)
  }

  private static func kind(of states: [ShiftPath.State]) -> ShiftFinding.Kind {
    if states.contains(.swapFirst) { return .swapped }
    let offsets = Set(states.compactMap { state in if case .offset(let by) = state { by } else { nil } })
    guard let offset = offsets.first else { return .unmatched }
    return offsets.count == 1 ? .shifted(by: offset) : .mixed
  }

  /// The run and the shots beside it of which the faces do not say on which side they are.
  private func widened(_ run: ClosedRange<Int>, _ states: [ShiftPath.State]) -> ClosedRange<Int> {
    var first = run.lowerBound
    var last = run.upperBound
    guard states[first] != .unknown || states[last] != .unknown else { return run }
    while first > 0, states[first - 1] == .none, isUndecided(first - 1, states[run.lowerBound]) { first -= 1 }
    while last + 1 < seen.count, states[last + 1] == .none, isUndecided(last + 1, states[run.upperBound]) { last += 1 }
    // the next one, when its own reference does not speak for it: who was left out may have come there
    if first > 0, states[first - 1] == .none, seen[first - 1].evidence[0] < Self.telling { first -= 1 }
    if last + 1 < seen.count, states[last + 1] == .none, seen[last + 1].evidence[0] < Self.telling { last += 1 }
    // who sat there for the last shot sat there for its repetitions
    while last + 1 < seen.count, seen[last + 1].evidence.repeatsScan, seen[last + 1].evidence[0] < 0 { last += 1 }
    return first...last
  }

  private func isUndecided(_ at: Int, _ state: ShiftPath.State) -> Bool {
    let edge: ShiftPath.State = state == .swapFirst ? .offset(1) : state == .swapSecond ? .offset(-1) : state
    return ShiftPath.gain(edge, seen[at].evidence) > -Self.telling
  }

  /// What lies beside the run, its ends as far as the faces say little, and within it those unlike whom they would go to.
  private func doubtful(in run: ClosedRange<Int>, of wide: ClosedRange<Int>, _ states: [ShiftPath.State]) -> Set<Int> {
    func isWeak(_ at: Int) -> Bool {
      let gain = ShiftPath.gain(states[at], seen[at].evidence)
      return gain < Self.tellingAtEnds || gain + seen[at].evidence[0] < Self.telling
    }
    func isUnlike(_ at: Int) -> Bool {
      states[at] != .unknown && ShiftPath.gain(states[at], seen[at].evidence) + seen[at].evidence[0] < -Self.telling
    }
    var result = Set(wide.filter { !run.contains($0) || isUnlike($0) })
    result.formUnion(run.prefix(while: isWeak))
    result.formUnion(run.reversed().prefix(while: isWeak))
    return result
  }

  /// Whom a shot shows; nil: nobody that was scanned near.
  private func target(of at: Int, _ state: ShiftPath.State) -> String? {
    let offset: Int
    switch state {
    case .none: return seen[at].shot.person
    case .unknown: return nil
    case .offset(let by): offset = by
    case .swapFirst: offset = 1
    case .swapSecond: offset = -1
    }
    let place = seen[at].place + offset
    return scans.indices.contains(place) ? scans[place].id : nil
  }

  /// Shots at a run's ends that fit neither their binding nor their target, beside people who would be left without one: who fits whom.
  private func leftoverMatches(
    _ wide: ClosedRange<Int>, _ targets: [Int: String?], _ faces: some FaceDistances
  ) -> [(Int, String)] {
    func fit(_ at: Int, _ person: String) -> Double {
      FaceLikeness.logRatio(distance: faces.distance(shot: seen[at].shot.id, reference: person))
    }
    // within a run a look-alike is likelier than somebody out of turn
    let ends = [seen[wide.lowerBound].place, seen[wide.upperBound].place]
    let open = wide.filter { at in
      guard seen[at].evidence[0] < 0, ends.contains(where: { abs($0 - seen[at].place) <= 1 }) else { return false }
      if let target = targets[at], let person = target { return fit(at, person) < Self.tellingAtEnds }
      return true
    }
    guard !open.isEmpty else { return [] }
    let changed = Dictionary(targets.map { (seen[$0.key].shot.id, $0.value) }, uniquingKeysWith: { first, _ in first })
    var people = peopleLeft(around: wide, changed)
    var result: [(Int, String)] = []
    for at in open {
      if let last = result.last, seen[last.0].place == seen[at].place, fit(at, last.1) > Self.tellingAtEnds {
        result.append((at, last.1))
        continue
      }
      let fits = people.map { ($0, fit(at, $0)) }
      guard let best = fits.max(by: { $0.1 < $1.1 }), best.1 > Self.tellingAtEnds else { continue }
      result.append((at, best.0))
      people.removeAll { $0 == best.0 }
    }
    return result
  }

  /// The moves of kept shots, and of thrown-out ones along with the next kept one of their person.
  private func moves(_ targets: [Int: String?], in wide: ClosedRange<Int>) -> [ShiftRepair.Move] {
    var result: [ShiftRepair.Move] = []
    for at in wide {
      guard let to = targets[at] else { continue }
      let shot = seen[at].shot
      result.append(ShiftRepair.Move(shot: shot.id, serial: shot.serial, from: shot.person, to: to))
    }
    let kept = result
    let serials = seen[wide.lowerBound].shot.serial...seen[wide.upperBound].shot.serial
    for shot in shots where !shot.isKept && serials.contains(shot.serial) {
      let own = kept.filter { $0.from == shot.person }
      guard let guide = own.first(where: { $0.serial > shot.serial }) ?? own.last else { continue }
      result.append(ShiftRepair.Move(shot: shot.id, serial: shot.serial, from: shot.person, to: guide.to))
    }
    return result
  }

  /// People scanned around a run who have no kept shot once some are bound otherwise, in the order of their scans.
  private func peopleLeft(around wide: ClosedRange<Int>, _ changed: [String: String?]) -> [String] {
    var kept: Set<String> = []
    for shot in shots where shot.isKept {
      if let to = changed[shot.id] { if let to { kept.insert(to) } } else if let person = shot.person { kept.insert(person) }
    }
    let places = wide.map { seen[$0].place }
    let first = max(0, (places.min() ?? 0) - ShiftPath.reach)
    let last = min(scans.count - 1, (places.max() ?? 0) + ShiftPath.reach)
    var result: [String] = []
    for place in stride(from: first, through: last, by: 1) where kept.insert(scans[place].id).inserted {
      result.append(scans[place].id)
    }
    return result
  }
}
