/// Watches a station's day for shifts (错位): photos that went to the wrong person because a scan was skipped, came late or came twice.
///
/// Told of every scan and every shot in their order, it answers after each with what does not fit. Faces come in as distances; what they
/// may claim is bounded by `FaceLikeness`, and runs are judged as a whole by `ShiftPath`.
///
/// **Found with references**: shifted runs by up to three people from two shots on (mostly from one on), swapped neighbours, three strangers
/// in a row, runs across people without a reference as far as both ends have one. An offset of one that comes from a late scan is seen
/// when the next person is scanned, the earliest moment at which anybody could know. Of simulated days (100 for each kind and length; 0.5 % of
/// pictures unlike their person in every comparison, 0.1 % of strangers alike) 99.8 % of faults were found in full; with 10 % of the
/// references missing 98 % of runs of two and 99.7 % of longer ones, with 30 % missing 81 % and 98 %. Of what was found 99.8 % of the proposals
/// were right but for shots named doubtful, one or two a run. Years between two pictures and classes of siblings were not simulated.
///
/// **Found without references**: one face in two shots in a row under two names (where a double shot begins, where a late scan was caught
/// up; about four in five), two faces in kept shots of one name, a shot without scan, a scan without shot, times that contradict the order.
/// Which shots between are shifted is then for people to find.
///
/// **Not found without references**: a late scan that was never caught up (every name has one face, nothing is missing), a double shot's end,
/// swapped neighbours, somebody who came last of his run. **Never found by faces**: twins in each other's place, and whom the reference
/// itself shows wrongly. One stranger alone is no alarm: that is one comparison, which only ranks what people look at.
public struct ShiftDetector: Sendable {
  /// Kept, bound shots over which paths are followed; a longer run is told from here on.
  public static let windowShots = 400
  /// Shots and scans of a day; more is no station's day and is not looked at.
  public static let mostOfADay = 10_000
  /// Seconds a picture may take from the shutter to the station.
  public static let transferSeconds = 5

  /// A kept shot on the path.
  struct Seen: Sendable {
    var shot: CapturedShot
    /// Place of its scan in `scans`.
    var place: Int
    var evidence: ShiftPath.Evidence
    /// Offsets below this one have been compared; the others wait for scans.
    var comparedBelow = -ShiftPath.reach
  }

  public private(set) var scans: [ScannedPerson] = []
  public private(set) var shots: [CapturedShot] = []
  public var twins: TwinMemory
  /// Runs that the path shows, oldest first.
  var runs: [ShiftFinding] = []
  /// What two shots, or a shot and the scans, show.
  var notes: [ShiftFinding] = []
  private(set) var seen: [Seen] = []
  private var path = ShiftPath()
  private var places: [String: [Int]] = [:]
  private var settled: Set<String> = []
  private(set) var keptShots: [String: Int] = [:]
  private(set) var waiting: [Int] = []

  public init(twins: TwinMemory = TwinMemory()) { self.twins = twins }

  /// Somebody sat down; the same person twice in a row is one scan.
  public mutating func scan(_ person: ScannedPerson) {
    guard scans.last?.id != person.id, scans.count < Self.mostOfADay else { return }
    places[person.id, default: []].append(scans.count)
    if keptShots[person.id] == nil { waiting.append(scans.count) }
    scans.append(person)
  }

  /// A shot arrived: everything that does not fit now.
  @discardableResult
  public mutating func shoot(_ shot: CapturedShot, faces: some FaceDistances) -> [ShiftFinding] {
    guard shots.count < Self.mostOfADay else { return findings }
    let place = place(of: shot)
    noteOrder(of: shot, place: place)
    shots.append(shot)
    if shot.isKept, let person = shot.person, let place {
      keptShots[person, default: 0] += 1
      waiting.removeAll { scans[$0].id == person }
      let from = compareWaiting(faces)
      seen.append(compared(shot, at: place, faces))
      follow(from: min(from, seen.count - 1))
      notePairs(faces)
    } else {
      follow(from: compareWaiting(faces))
    }
    trim()
    tellRuns(faces)
    return findings
  }

  /// Looks again without a new shot: after the last scan of a class, and at the end of the day.
  @discardableResult
  public mutating func review(faces: some FaceDistances) -> [ShiftFinding] {
    follow(from: compareWaiting(faces))
    tellRuns(faces)
    return findings
  }

  /// Everything that does not fit, runs first; a pair of shots that a run explains does not stand beside it.
  public var findings: [ShiftFinding] {
    let explained = Set(runs.flatMap { $0.shots.map(\.id) })
    return runs + notes.filter { note in !note.shots.contains { explained.contains($0.id) } || note.isTwins } + scansWithoutShot
  }

  /// People looked and it is as it was bound: its shots have no more say.
  public mutating func settle(_ finding: ShiftFinding, faces: some FaceDistances) {
    settled.formUnion(finding.shots.map(\.id))
    notes.removeAll { $0 == finding }
    rebuild(faces)
  }

  /// A repair was applied (or taken back): the bindings are new.
  public mutating func rebind(_ repair: ShiftRepair, faces: some FaceDistances) {
    let targets = Dictionary(repair.moves.map { ($0.shot, $0.to) }, uniquingKeysWith: { first, _ in first })
    for at in shots.indices { if let to = targets[shots[at].id] { shots[at].person = to } }
    notes.removeAll { note in note.shots.contains { targets[$0.id] != nil } }
    rebuild(faces)
  }

  private mutating func rebuild(_ faces: some FaceDistances) {
    let kept = shots.filter(\.isKept)
    keptShots = Dictionary(kept.compactMap { shot in shot.person.map { ($0, 1) } }, uniquingKeysWith: +)
    waiting = scans.indices.filter { keptShots[scans[$0].id] == nil }
    seen = []
    for shot in kept.suffix(Self.windowShots) {
      if let place = place(of: shot) { seen.append(compared(shot, at: place, faces)) }
    }
    path = ShiftPath()
    for one in seen { path.append(one.evidence) }
    tellRuns(faces)
  }

  /// The scan that a shot goes by: the newest of its person that was there in time, or the first one.
  private func place(of shot: CapturedShot) -> Int? {
    guard let person = shot.person, let own = places[person] else { return nil }
    return own.last { scans[$0].seconds <= shot.seconds + Self.transferSeconds } ?? own.first
  }

  private mutating func trim() {
    let tooMany = seen.count - Self.windowShots
    guard tooMany > 0 else { return }
    seen.removeFirst(tooMany)
    path.removeFirst(tooMany)
  }

  private mutating func follow(from first: Int) {
    guard first < seen.count || path.count > seen.count else { return }
    path.removeLast(path.count - first)
    for at in first..<seen.count { path.append(seen[at].evidence) }
  }

  private mutating func tellRuns(_ faces: some FaceDistances) {
    let oldest = seen.first?.shot.serial ?? 0
    runs.removeAll { run in (run.shots.last?.serial ?? 0) >= oldest || run.shots.contains { settled.contains($0.id) } }
    if !path.isPeaceful { runs += found(path.likeliest(), faces) }
  }
}

// MARK: - Comparing

extension ShiftDetector {
  private func compared(_ shot: CapturedShot, at place: Int, _ faces: some FaceDistances) -> Seen {
    var one = Seen(shot: shot, place: place, evidence: ShiftPath.Evidence())
    one.evidence.repeatsScan = seen.last?.place == place
    if settled.contains(shot.id) { one.comparedBelow = ShiftPath.reach + 1 } else { compare(&one, faces) }
    return one
  }

  /// Compares shots with people who were scanned meanwhile; the first shot that learned something, else the number of shots.
  private mutating func compareWaiting(_ faces: some FaceDistances) -> Int {
    var first = seen.count
    for at in seen.indices.suffix(Self.windowShots).reversed() {
      // places rise along the day but for people who came back, so older shots have heard of everybody
      if seen[at].comparedBelow > ShiftPath.reach {
        guard seen.count - at > Self.lookBack else { continue }
        break
      }
      if seen[at].place + seen[at].comparedBelow < scans.count {
        compare(&seen[at], faces)
        first = at
      }
    }
    return first
  }

  /// Shots among which one may still wait for scans.
  private static let lookBack = 24
  /// Nats for an offset at which nobody was scanned.
  private static let nobody = -10.0

  private func compare(_ one: inout Seen, _ faces: some FaceDistances) {
    let person = scans[one.place].id
    for offset in one.comparedBelow...ShiftPath.reach {
      let place = one.place + offset
      guard place < scans.count else { return }
      one.comparedBelow = offset + 1
      guard place >= 0 else {
        one.evidence[offset] = Self.nobody
        continue
      }
      let other = scans[place]
      guard other.hasReference, offset == 0 || other.id != person && !twins.areTwins(other.id, person) else { continue }
      one.evidence[offset] = FaceLikeness.logRatio(distance: faces.distance(shot: one.shot.id, reference: other.id))
      if offset == 0 { softenRepeated(&one) }
    }
  }

  /// One reference that is bad speaks against every shot of its person: only the first one counts in full.
  private func softenRepeated(_ one: inout Seen) {
    guard one.evidence[0] < 0, let before = seen.last(where: { $0.shot.serial < one.shot.serial }) else { return }
    if before.place == one.place, before.evidence[0] < 0 { one.evidence[0] = max(one.evidence[0], -1) }
  }
}
