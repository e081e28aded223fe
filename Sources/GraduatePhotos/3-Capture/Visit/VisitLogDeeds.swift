// What each deed changes.
extension VisitLog {
  mutating func apply(_ happening: Happening) {
    let station = happening.station
    lastSequence[station] = max(lastSequence[station] ?? 0, happening.sequence)
    switch happening.deed {
    case .checkedIn(let deed): checkIn(deed, happening)
    case .checkInWithdrawn(let person): checkIns[person] = nil
    case .sentOn: sentOn += 1
    case .seated(let deed):
      seats[station] = Seat(
        person: deed.person, at: happening.at, identityCardSeen: deed.identityCardSeen, isRetake: deed.isRetake, shots: [])
      scans[station, default: []].append(Scan(person: deed.person, at: happening.at))
      excused[deed.person] = nil
    case .seatUndone(let person):
      if seats[station]?.person == person { seats[station] = nil }
    case .shot(let deed): shoot(deed, happening)
    case .chosen(let shot, let person):
      if shots[shot] != nil { chosen[person] = shot }
    case .setAside(let shot, let why): shots[shot]?.setAside = why
    case .overruled(let deed): for check in deed.checks { shots[deed.shot]?.overruled[check] = deed.reason }
    case .bound(let deed):
      bind([(deed.shot, deed.person)])
      if deed.how == .choice { boundByHand.insert(deed.shot) }
    case .repaired(let deed):
      repairs.append(deed)
      bind(deed.repair.moves.map { ($0.shot, $0.to) })
    case .repairTakenBack(let id, _):
      guard let deed = repairs.first(where: { $0.id == id }), takenBack.insert(id).inserted else { return }
      bind(deed.repair.reversed.moves.map { ($0.shot, $0.to) })
    default: applyRest(happening)
    }
  }

  private mutating func applyRest(_ happening: Happening) {
    switch happening.deed {
    case .settled(let ids, _): settled.formUnion(ids)
    case .heldBack(let held):
      heldBack[happening.station] = Dictionary(held.map { ($0.shot, $0.why) }, uniquingKeysWith: { first, _ in first })
    case .twinsAnswered(let pair, let answer, _): twins.remember(pair, as: answer)
    case .spare(let person): spares[person.id] = person
    case .excused(let person, let reason): excused[person] = reason
    case .signed(let signature):
      signatures.append(Signed(signature: signature, station: happening.station, at: happening.at))
    case .noticed(let notice):
      notices.append(Noticed(notice: notice, station: happening.station, at: happening.at))
    case .closed(let sum): closed = sum
    default: break
    }
  }

  private mutating func checkIn(_ deed: CheckInDeed, _ happening: Happening) {
    let range = StationNumbers.range(of: deed.queue)
    lastQueue[range] = max(lastQueue[range] ?? 0, deed.queue)
    // Two stations that did not see each other may both have let him in: the first number is his.
    guard checkIns[deed.person] == nil else { return }
    checkIns[deed.person] = Waiting(id: happening.id, deed: deed, at: happening.at)
    excused[deed.person] = nil
  }

  private mutating func shoot(_ deed: ShotDeed, _ happening: Happening) {
    let range = StationNumbers.range(of: deed.serial)
    lastSerial[range] = max(lastSerial[range] ?? 0, deed.serial)
    guard shots[deed.id] == nil else { return }
    shots[deed.id] = Shot(
      deed: deed, station: happening.station, at: happening.at, person: deed.person, setAside: nil, overruled: [:])
    shotOrder.append(deed.id)
    if let person = deed.person, seats[happening.station]?.person == person {
      seats[happening.station]?.shots.append(deed.id)
    }
  }

  /// A chosen shot that moves to another person is chosen for him: a shift moves portraits, not only pictures.
  ///
  /// All moves at once: along a run each shot takes the place of one that moves on.
  private mutating func bind(_ moves: [(shot: String, to: String?)]) {
    let moves = moves.filter { move in shots[move.shot].map { $0.person != move.to } ?? false }
    var moving: Set<String> = []
    for move in moves {
      guard let before = shots[move.shot]?.person, chosen[before] == move.shot else { continue }
      moving.insert(move.shot)
      chosen[before] = nil
    }
    for move in moves { shots[move.shot]?.person = move.to }
    for move in moves {
      guard let person = move.to, let shot = shots[move.shot] else { continue }
      if moving.contains(shot.id) || shot.isGood && keptShot(of: person) == nil { chosen[person] = shot.id }
    }
  }
}
