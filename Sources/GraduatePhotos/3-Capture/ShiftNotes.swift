// What two shots of one sitting, or the order of scans and shots, show; no reference is needed for it.
extension ShiftDetector {
  /// Kept shots that a new one is compared with.
  private static let pairsBack = 2
  /// People with a kept shot after somebody who has none, before he is missed.
  private static let peopleAfter = 2

  /// Compares the newest kept shot with those just before it.
  mutating func notePairs(_ faces: some FaceDistances) {
    guard let newest = seen.last, let person = newest.shot.person else { return }
    noteTwinsByReference(newest)
    for other in seen.dropLast().suffix(Self.pairsBack).reversed() {
      guard let name = other.shot.person, let distance = faces.distance(shot: newest.shot.id, shot: other.shot.id) else {
        continue
      }
      let speaksFor = max(newest.evidence[0], 0) > 0 && max(other.evidence[0], 0) > 0
      if name == person {
        if distance > FaceLikeness.otherFace, !speaksFor { note(.twoFaces(person), [other.shot, newest.shot]) }
      } else if haveOneBirthDate(newest.place, other.place), distance < FaceLikeness.twins,
        twins[TwinMemory.Pair(name, person)] != .strangers
      {
        noteTwins(name, person)
      } else if distance < FaceLikeness.sameFace, !speaksFor {
        note(.sameFace(name, person), [other.shot, newest.shot])
      }
    }
  }

  /// A shot that looks like its own person's reference and like a neighbour's of the same birth date.
  private mutating func noteTwinsByReference(_ one: Seen) {
    guard one.evidence[0] > 0 else { return }
    for offset in -ShiftPath.reach...ShiftPath.reach where offset != 0 && one.evidence[offset] > 0 {
      let place = one.place + offset
      if scans.indices.contains(place), haveOneBirthDate(one.place, place) { noteTwins(scans[one.place].id, scans[place].id) }
    }
  }

  private func haveOneBirthDate(_ one: Int, _ other: Int) -> Bool {
    guard let born = scans[one].born else { return false }
    return born == scans[other].born && scans[one].id != scans[other].id
  }

  private mutating func noteTwins(_ one: String, _ other: String) {
    let pair = TwinMemory.Pair(one, other)
    if twins[pair] == nil { note(.twinsSuspected(pair), []) }
  }

  private mutating func note(_ kind: ShiftFinding.Kind, _ shots: [CapturedShot]) {
    let finding = ShiftFinding(kind: kind, shots: shots)
    if !notes.contains(where: { $0.kind == finding.kind && $0.shots == shots }) { notes.append(finding) }
  }

  /// The second crew member's answer: the question goes away and is not asked again.
  public mutating func answer(_ pair: TwinMemory.Pair, _ answer: TwinMemory.Answer) {
    twins.remember(pair, as: answer)
    notes.removeAll { $0.kind == .twinsSuspected(pair) }
  }

  /// Whether a shot comes in the order of serials, times and scans; call before it is added.
  mutating func noteOrder(of shot: CapturedShot, place: Int?) {
    guard let place else { return note(.shotWithoutScan, [shot]) }
    let before = shots.last
    let isLate = before.map { $0.serial >= shot.serial || $0.seconds > shot.seconds } ?? false
    let isEarly = scans[place].seconds > shot.seconds + Self.transferSeconds
    let next = place + 1 < scans.count ? scans[place + 1].seconds : shot.seconds
    if isLate || isEarly || next + Self.transferSeconds < shot.seconds { note(.outOfOrder, [shot]) }
  }

  /// People who were scanned and have no kept shot while later ones have.
  var scansWithoutShot: [ShiftFinding] {
    guard !waiting.isEmpty else { return [] }
    return waiting.compactMap { place in
      var later: Set<String> = []
      for after in scans[(place + 1)...] where keptShots[after.id] != nil {
        later.insert(after.id)
        if later.count == Self.peopleAfter { return ShiftFinding(kind: .scanWithoutShot(scans[place].id), shots: []) }
      }
      return nil
    }
  }
}

extension ShiftFinding {
  var isTwins: Bool { if case .twinsSuspected = kind { true } else { false } }
}
