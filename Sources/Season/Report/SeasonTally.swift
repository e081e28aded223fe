/// What was counted while playing.
struct SeasonTally: Sendable {
  var powerCuts = 0
  var lostNetworks = 0
  /// Shots that were there before a power cut and not afterwards.
  var lostShots = 0
  /// Shots that stations list, and how many different serials they have within their visits.
  var serials = (shots: 0, different: 0)
  /// Mishaps: how many happened and how many were found by the center or station.
  var happened: [SeasonMishap: Int] = [:]
  var found: [SeasonMishap: Int] = [:]
  /// What was compared, by promise, in the order of comparing.
  var comparisons: [Comparison] = []

  struct Comparison: Sendable {
    /// Of design: 1…10.
    let promise: Int
    /// In words: what.
    let what: String
    let expected: String
    let seen: String
    var isKept: Bool { expected == seen }
  }

  mutating func compare(
    _ promise: Int, _ what: String, expected: some CustomStringConvertible, seen: some CustomStringConvertible
  ) {
    comparisons.append(Comparison(promise: promise, what: what, expected: "\(expected)", seen: "\(seen)"))
  }

  /// What will happen to the people of the book.
  mutating func expect(_ graduates: [SeasonGraduate]) {
    func count(_ mishap: SeasonMishap, _ isSo: (SeasonGraduate) -> Bool) {
      let sum = graduates.count(where: isSo)
      if sum > 0 { happened[mishap] = sum }
    }
    count(.roster) { $0.rosterFault != nil }
    count(.absence) { [.comesLater, .staysAway, .onLeave].contains($0.fate) }
    count(.walkIn) { $0.fate == .walksIn }
    count(.shift, \.isShifted)
    count(.swap) { $0.swappedWith != nil }
    count(.closedEyes, \.closesEyes)
    count(.wrongName) { $0.wrongName != nil && !$0.disputes }
    count(.dispute, \.disputes)
  }

  mutating func find(_ mishap: SeasonMishap, _ count: Int = 1) { found[mishap, default: 0] += count }
}
