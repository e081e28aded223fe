extension ChangeSet {
  /// Compares a new roster with what is registered, in time that grows with the number of rows.
  ///
  /// Matches by student number together with the same person's identity number, then by student number and name, then by identity
  /// number (the record of the same level first), each record once. What is left on both sides and agrees in name, birth date, sex
  /// and department or class, or in student number, birth date and sex, becomes a question instead of gone + added.
  ///
  /// With:
  /// - `refused`: rows of the file that are not taken; records they may be about are held.
  /// - `coverage`: which records the file speaks for; others are never gone.
  public init(
    from old: [RegisteredEntry], to new: [RosterEntry], refused: [RefusedRow] = [], coverage: RosterCoverage = .everything
  ) {
    var matcher = ChangeMatcher(old: old, new: new)
    matcher.match()
    for index in new.indices {
      guard let partner = matcher.partnerOfNew[index] else { continue }
      record(old: partner.old, new: index, match: partner.match, old, new)
    }
    let people = RefusedPeople(refused)
    var open: [Int] = []
    for index in old.indices where !matcher.oldIsTaken[index] {
      if old[index].statusChange != nil {
        alreadyLeft.append(index)
      } else if people.mayInclude(old[index].entry) {
        held.append(index)
      } else {
        open.append(index)
      }
    }
    askAboutTheRest(old, new, open, matcher)
    let asked = Set(possiblySamePerson.map(\.new))
    for index in new.indices where matcher.partnerOfNew[index] == nil && !asked.contains(index) { added.append(index) }
    let askedOld = Set(possiblySamePerson.map(\.old))
    for index in open {
      let isCovered = coverage.covers(old[index].entry)
      if askedOld.contains(index) {
        if !isCovered { askedOutside.insert(index) }
      } else if isCovered {
        gone.append(Gone(old: index, mustStay: old[index].hasShots))
      } else {
        outside.append(index)
      }
    }
  }

  /// The change set after a person answered questions: the same person becomes a change, another person gone + added.
  public func answering(
    _ answers: [Question: Bool], from old: [RegisteredEntry], to new: [RosterEntry]
  ) -> ChangeSet {
    var result = self
    result.possiblySamePerson = []
    for question in possiblySamePerson {
      switch answers[question] {
      case true?: result.record(old: question.old, new: question.new, match: .answered, old, new)
      case false?:
        result.added.append(question.new)
        if askedOutside.contains(question.old) {
          result.outside.append(question.old)
        } else {
          result.gone.append(Gone(old: question.old, mustStay: old[question.old].hasShots))
        }
      case nil: result.possiblySamePerson.append(question)
      }
    }
    return result
  }

  private mutating func record(
    old index: Int, new newIndex: Int, match: Change.Match, _ old: [RegisteredEntry], _ new: [RosterEntry]
  ) {
    if old[index].statusChange != nil { returned.append(index) }
    let fields = Self.differences(from: old[index].entry, to: new[newIndex])
    if fields.isEmpty {
      unchanged.append((old: index, new: newIndex))
    } else {
      changed.append(Change(old: index, new: newIndex, match: match, fields: fields))
    }
  }

  /// Field by field, code point by code point, in the order of the columns.
  public static func differences(from old: RosterEntry, to new: RosterEntry) -> [FieldChange] {
    guard old.firstDifference(from: new) != nil else { return [] }
    return RosterColumn.allCases.filter { old.differs(from: new, in: $0) }.map {
      FieldChange(column: $0, old: old[$0], new: new[$0])
    }
  }

  private mutating func askAboutTheRest(
    _ old: [RegisteredEntry], _ new: [RosterEntry], _ openOld: [Int], _ matcher: ChangeMatcher
  ) {
    guard !openOld.isEmpty else { return }
    var byLikeness: [PersonLikeness: [Int]] = [:]
    for index in openOld.reversed() {
      for likeness in PersonLikeness.all(of: old[index].entry) { byLikeness[likeness, default: []].append(index) }
    }
    var asked: Set<Int> = []
    for index in new.indices where matcher.partnerOfNew[index] == nil {
      let candidates = PersonLikeness.all(of: new[index]).lazy.compactMap { byLikeness[$0]?.last { !asked.contains($0) } }
      guard let partner = candidates.first else { continue }
      asked.insert(partner)
      possiblySamePerson.append(Question(old: partner, new: index))
    }
  }
}

/// What makes two records with different identity numbers look like one person: the name, the sex, and where or when; or the
/// student number, the sex and the birth date.
private struct PersonLikeness: Hashable {
  /// Nil where the student number stands for it.
  let name: PersonName?
  let sex: Sex
  /// The class with its department, or the birth date with the department or the student number.
  let where_: String

  static func all(of entry: RosterEntry) -> [PersonLikeness] {
    let department = entry.department + "\u{1F}"
    var all: [PersonLikeness] = []
    if let birth = entry.birthDate {
      if !entry.studentNumber.isEmpty {
        all.append(PersonLikeness(name: nil, sex: entry.sex, where_: entry.studentNumber + "\u{1E}" + birth.compact))
      }
      all.append(PersonLikeness(name: entry.name, sex: entry.sex, where_: department + birth.compact))
    }
    if !entry.classGroup.isEmpty {
      all.append(PersonLikeness(name: entry.name, sex: entry.sex, where_: department + entry.classGroup))
    }
    return all
  }
}

/// Pairs old and new entries, each once.
struct ChangeMatcher {
  let old: [RegisteredEntry]
  let new: [RosterEntry]
  var oldIsTaken: [Bool]
  var partnerOfNew: [(old: Int, match: ChangeSet.Change.Match)?]

  init(old: [RegisteredEntry], new: [RosterEntry]) {
    self.old = old
    self.new = new
    oldIsTaken = Array(repeating: false, count: old.count)
    partnerOfNew = Array(repeating: nil, count: new.count)
  }

  mutating func match() {
    var byStudentNumber: [String: [Int32]] = [:]
    byStudentNumber.reserveCapacity(old.count)
    for (index, registered) in old.enumerated() where !registered.entry.studentNumber.isEmpty {
      byStudentNumber[registered.entry.studentNumber, default: []].append(Int32(index))
    }
    // The same number and the same person first: a re-used student number may not take the place of its owner.
    matchByStudentNumber(byStudentNumber) { $0.idNumber.isSamePerson(as: $1.idNumber) }
    // Twins and neighbours share birth dates: a number with another name and another identity number is asked about.
    matchByStudentNumber(byStudentNumber) { $0.name == $1.name }
    matchByIDNumber()
  }

  private mutating func matchByStudentNumber(
    _ table: [String: [Int32]], where agrees: (RosterEntry, RosterEntry) -> Bool
  ) {
    for index in new.indices where partnerOfNew[index] == nil && !new[index].studentNumber.isEmpty {
      guard let candidates = table[new[index].studentNumber] else { continue }
      let partner = candidates.first { !oldIsTaken[Int($0)] && agrees(old[Int($0)].entry, new[index]) }
      if let partner { pair(Int(partner), index, .studentNumber) }
    }
  }

  private mutating func matchByIDNumber() {
    let openNew = new.indices.filter { partnerOfNew[$0] == nil }
    guard !openNew.isEmpty else { return }
    var byIDNumber: [String: [Int32]] = [:]
    for index in old.indices where !oldIsTaken[index] {
      byIDNumber[old[index].entry.idNumber.comparisonKey, default: []].append(Int32(index))
    }
    // Somebody with two records (专升本, 二学位): the one of the same level first.
    for sameLevel in [true, false] {
      for index in openNew where partnerOfNew[index] == nil {
        guard let candidates = byIDNumber[new[index].idNumber.comparisonKey] else { continue }
        let partner = candidates.first { candidate in
          let entry = old[Int(candidate)].entry
          let isSameStudy = entry.level == new[index].level && entry.category == new[index].category
          return !oldIsTaken[Int(candidate)] && (isSameStudy || !sameLevel)
        }
        if let partner { pair(Int(partner), index, .idNumber) }
      }
    }
  }

  private mutating func pair(_ oldIndex: Int, _ newIndex: Int, _ match: ChangeSet.Change.Match) {
    oldIsTaken[oldIndex] = true
    partnerOfNew[newIndex] = (oldIndex, match)
  }
}
