/// Numbers of a class, or of classes together: where everybody is on the way from due to filed, and where in the ledger.
public struct SeasonCount: Sendable, Hashable, Codable {
  /// Who stands at each step; who left stands at none.
  public var standing: [SeasonStep: WaitingTally] = [:]
  /// As the ledger calls it.
  public var captured = 0
  public var missing: [LedgerPost.MissingCause: Int] = [:]
  public var left: [StatusChange.Kind: Int] = [:]
  /// Of those who are due and have a portrait: where their answer to us stands (a rehearsal where the national site is the place).
  public var proofs: [ProofStanding.Group: Int] = [:]
  /// What the national site's newest list says of those who are due and stand on one.
  public var national: [NationalProofStatus: Int] = [:]
  /// A quarter of an hour at the make-up is theirs.
  public var booked = 0
  /// Were let in at the make-up.
  public var admitted = 0

  public init() {}

  /// Who left does not count.
  public var due: Int { standing.values.reduce(0) { $0 + $1.heads } }
  public var missingHeads: Int { missing.values.reduce(0, +) }
  public var leftHeads: Int { left.values.reduce(0, +) }
  /// Everybody who was ever registered: the due of the ledger.
  public var registered: Int { due + leftHeads }

  /// How many got as far as `step`, of the `steps` that there are.
  public func reached(_ step: SeasonStep, in steps: [SeasonStep] = SeasonStep.allCases) -> Int {
    guard let place = steps.firstIndex(of: step) else { return 0 }
    return steps[place...].reduce(0) { $0 + (standing[$1]?.heads ?? 0) }
  }

  public func waiting(at step: SeasonStep) -> WaitingTally { standing[step] ?? WaitingTally() }

  /// Those of whom the ledger says something: they are what it calls them, and nobody is called two things.
  public var ledger: LedgerCount {
    var posts: [LedgerPost: Int] = [.captured: captured]
    for (cause, heads) in missing { posts[.missing(cause)] = heads }
    for (kind, heads) in left { posts[.left(kind)] = heads }
    return LedgerCount(due: registered, posts)
  }

  public var withPortrait: Int { proofs.reduce(0) { $0 + ($1.key == .noPortrait ? 0 : $1.value) } }

  /// How many have proofed where the one chance is, and how many can and have not.
  public func proofed(at place: ProofingPlace) -> (done: Int, wrong: Int, open: Int) {
    switch place {
    case .here:
      (
        proofs[.confirmed] ?? 0, proofs[.disputed] ?? 0, (proofs[.unanswered] ?? 0) + (proofs[.again] ?? 0)
      )
    case .nationalSite:
      (
        national[.checked] ?? 0, national[.error] ?? 0,
        max(0, withPortrait - (national[.checked] ?? 0) - (national[.error] ?? 0))
      )
    }
  }

  public static func += (left: inout SeasonCount, right: SeasonCount) {
    for (step, tally) in right.standing { left.standing[step, default: WaitingTally()] += tally }
    left.captured += right.captured
    left.missing.merge(right.missing, uniquingKeysWith: +)
    left.left.merge(right.left, uniquingKeysWith: +)
    left.proofs.merge(right.proofs, uniquingKeysWith: +)
    left.national.merge(right.national, uniquingKeysWith: +)
    left.booked += right.booked
    left.admitted += right.admitted
  }

  public static func + (left: SeasonCount, right: SeasonCount) -> SeasonCount {
    var sum = left
    sum += right
    return sum
  }
}

// Dictionaries of them are objects with sorted keys: the same counts are the same text.
extension LedgerPost.MissingCause: CodingKeyRepresentable {}
extension StatusChange.Kind: CodingKeyRepresentable {}
extension ProofStanding.Group: Codable, CodingKeyRepresentable {}
extension NationalProofStatus: CodingKeyRepresentable {}
extension CaseStep: CodingKeyRepresentable {}
