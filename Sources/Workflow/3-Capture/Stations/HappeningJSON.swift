import Foundation
import GraduatePhotos

/// Happenings as bytes, and what a deed is called where only its kind is told.
enum HappeningJSON {
  static func bytes(_ happening: Happening) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(happening))
  }

  static func happening(_ bytes: [UInt8]) throws -> Happening { try JSONDecoder().decode(Happening.self, from: Data(bytes)) }
}

extension Deed {
  /// Stored beside the sealed happening, so that counting needs no key.
  var kind: String {
    switch self {
    case .checkedIn: "checked-in"
    case .checkInWithdrawn: "check-in-withdrawn"
    case .sentOn: "sent-on"
    case .seated: "seated"
    case .seatUndone: "seat-undone"
    case .shot: "shot"
    case .chosen: "chosen"
    case .setAside: "set-aside"
    case .overruled: "overruled"
    case .bound: "bound"
    case .repaired: "repaired"
    case .repairTakenBack: "repair-taken-back"
    case .settled: "settled"
    case .heldBack: "held-back"
    case .twinsAnswered: "twins-answered"
    case .spare: "spare"
    case .excused: "excused"
    case .signed: "signed"
    case .noticed: "noticed"
    case .closed: "closed"
    }
  }

  /// Whom it names.
  var people: [String] {
    switch self {
    case .checkedIn(let deed): [deed.person]
    case .checkInWithdrawn(let person), .seatUndone(let person), .excused(let person, _), .sentOn(let person, _, _): [person]
    case .seated(let deed): [deed.person]
    case .shot(let deed): deed.person.map { [$0] } ?? []
    case .chosen(_, let person): [person]
    case .bound(let deed): deed.person.map { [$0] } ?? []
    case .repaired(let deed): deed.repair.moves.flatMap { [$0.from, $0.to].compactMap(\.self) }
    case .twinsAnswered(let pair, _, _): [pair.first, pair.second]
    default: []
    }
  }
}
