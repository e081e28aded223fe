import Testing

@testable import GraduatePhotos

/// Promises 1 and 2: a repair moves whole runs, loses no shot, gives none to two people, and can be taken back.
@Suite struct ShiftRepairTests {
  private func shot(_ serial: Int, _ person: String?) -> CapturedShot {
    CapturedShot(id: "s\(serial)", serial: serial, person: person, seconds: serial)
  }

  private let run = [1, 2, 3].map { CapturedShot(id: "s\($0)", serial: $0, person: "p\($0)", seconds: $0) }

  private func move(_ serial: Int, _ from: String?, _ to: String?) -> ShiftRepair.Move {
    ShiftRepair.Move(shot: "s\(serial)", serial: serial, from: from, to: to)
  }

  @Test("applied and reversed, random repairs give back the bindings; every shot stays")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<300 {
      let shots = (0..<Int.random(in: 1...40, using: &generator)).map {
        shot($0, Bool.random(using: &generator) ? "p\($0 / 2)" : nil)
      }
      let moves = shots.shuffled(using: &generator).prefix(10).map { shot in
        move(shot.serial, shot.person, Bool.random(using: &generator) ? "q\(shot.serial)" : nil)
      }
      let repair = ShiftRepair(moves: moves + moves, peopleLeft: [])
      #expect(Set(repair.moves.map(\.shot)).count == repair.moves.count)
      let before = ShotBindings(shots)
      let after = try repair.applied(to: before)
      #expect(Set(after.people.keys) == Set(shots.map(\.id)))
      for move in repair.moves { #expect(after[move.shot] == .some(move.to)) }
      #expect(try repair.reversed.applied(to: after) == before)
    }
  }

  @Test("as a whole or not at all: bound otherwise meanwhile, delivered, or gone")
  func refusals() throws {
    let bindings = ShotBindings(run)
    let repair = ShiftRepair(moves: [move(1, "p1", "p2"), move(2, "p2", "p3"), move(3, "p3", nil)], peopleLeft: ["p1"])
    #expect(repair.shotsLeft == [move(3, "p3", nil)])
    #expect(throws: ShiftRefusal.delivered(serial: 2)) { try repair.applied(to: bindings, delivered: ["s2"]) }
    let after = try repair.applied(to: bindings)
    #expect(after["s3"] == .some(nil))
    #expect(throws: ShiftRefusal.boundMeanwhile(serial: 1)) { try repair.applied(to: after) }
    #expect(throws: ShiftRefusal.shotUnknown(serial: 1)) { try repair.applied(to: ShotBindings([])) }
    #expect(ShiftRefusal.delivered(serial: 12).message == "拍摄序号 0012 的照片已交付，整段都没有改动")
    #expect(ShiftRefusal.delivered(serial: 12).hint.contains("勘误表"))
  }

  @Test("repairs proposed for a day touch each shot once and lose none")
  func proposed() throws {
    for fault in ShiftedDay.Fault.allCases {
      var day = ShiftedDay(people: 50, seed: 21, missing: 0.1, thrownOut: 0.3)
      day.inject(fault, at: 20, length: fault == .swapped ? 2 : 9)
      var detector = ShiftDetector()
      day.run(&detector)
      let repairs = detector.findings.compactMap(\.repair)
      #expect(!repairs.isEmpty)
      let moved = repairs.flatMap(\.moves).map(\.shot)
      #expect(Set(moved).count == moved.count)
      var bindings = ShotBindings(day.shots)
      for repair in repairs { bindings = try repair.applied(to: bindings) }
      #expect(bindings.people.count == day.shots.count)
      for repair in repairs.reversed() { bindings = try repair.reversed.applied(to: bindings) }
      #expect(bindings == ShotBindings(day.shots))
    }
  }
}
