/// Finds identity numbers and student numbers that occur twice in one file, while its rows go by.
///
/// Keeps two hashes and a place for each number, never the numbers: some 30 MB for 300,000 rows. Both hashes together have
/// 128 bits, so that two different numbers are never taken for one.
public struct RosterDuplicates: Sendable {
  private struct Seen {
    let check: UInt64
    let row: Int32
    let sheet: Int16
    let category: Category
    let level: StudyLevel?
    let nameHash: UInt32
    let majorHash: UInt32
    let studentNumberHash: UInt64
  }

  private var byIDNumber: [UInt64: Seen] = [:]
  private var byStudentNumber: [UInt64: Seen] = [:]
  private var sheets: [String] = []

  public init() {}

  /// Compares an entry with all before it; what is returned may name the earlier row too, when that one may be the wrong one.
  public mutating func add(_ entry: RosterEntry, at place: RosterPlace) -> [RosterProblem] {
    let key = entry.idNumber.comparisonKey
    let seen = Seen(
      check: Self.hash(key, salt: 2), row: Int32(clamping: place.row), sheet: index(of: place.sheet),
      category: entry.category, level: entry.level, nameHash: UInt32(truncatingIfNeeded: Self.hash(entry.name.value, salt: 3)),
      majorHash: UInt32(truncatingIfNeeded: Self.hash(entry.major, salt: 4)),
      studentNumberHash: Self.hash(entry.studentNumber, salt: 5))
    var problems = idProblems(entry, seen, place)
    if problems.contains(where: { $0.reason == RosterReason.duplicateRow }) { return problems }
    problems += studentNumberProblems(entry, seen, place)
    return problems
  }

  private mutating func idProblems(_ entry: RosterEntry, _ seen: Seen, _ place: RosterPlace) -> [RosterProblem] {
    let slot = Self.hash(entry.idNumber.comparisonKey, salt: 1)
    guard let earlier = byIDNumber[slot], earlier.check == seen.check else {
      byIDNumber[slot] = seen
      return []
    }
    let earlierPlace = self.place(of: earlier)
    let number = entry.idNumber.value
    if earlier.nameHash != seen.nameHash {
      return both(place, earlierPlace, .idNumber, RosterReason.duplicateID, number) {
        ("与\($0.chinese)身份证号相同，姓名却不同", "请对照原件改正其中一行")
      }
    }
    if earlier.studentNumberHash == seen.studentNumberHash {
      return [
        RosterProblem(
          severity: .error, column: nil, place: place, reason: RosterReason.duplicateRow,
          message: "与\(earlierPlace.chinese)是同一人、同一学号，重复了", remedy: "请删去其中一行", value: "")
      ]
    }
    let isOtherStudy = earlier.level != seen.level || earlier.category != seen.category || earlier.majorHash != seen.majorHash
    if isOtherStudy {
      return [
        RosterProblem(
          severity: .warning, column: .idNumber, place: place, reason: RosterReason.severalRecords,
          message: "与\(earlierPlace.chinese)是同一人的两条记录（专升本、二学位等）", remedy: "每条记录各拍一张；如有误请删去一行", value: number)
      ]
    }
    return both(place, earlierPlace, .idNumber, RosterReason.duplicateID, number) {
      ("与\($0.chinese)身份证号相同，层次和专业也相同，学号不同", "请核对学号，删去其中一行")
    }
  }

  private mutating func studentNumberProblems(_ entry: RosterEntry, _ seen: Seen, _ place: RosterPlace) -> [RosterProblem] {
    guard !entry.studentNumber.isEmpty else { return [] }
    let slot = Self.hash(entry.studentNumber, salt: 6)
    guard let earlier = byStudentNumber[slot], earlier.studentNumberHash == seen.studentNumberHash else {
      byStudentNumber[slot] = seen
      return []
    }
    return both(place, self.place(of: earlier), .studentNumber, RosterReason.duplicateStudentNumber, entry.studentNumber) {
      ("与\($0.chinese)学号相同，身份证号不同", "请核对学号")
    }
  }

  /// Two rows contradict each other and nobody can know which is right: neither is taken.
  private func both(
    _ place: RosterPlace, _ earlier: RosterPlace, _ column: RosterColumn, _ reason: String, _ value: String,
    _ text: (RosterPlace) -> (message: String, remedy: String)
  ) -> [RosterProblem] {
    [(place, earlier), (earlier, place)].map { here, there in
      let (message, remedy) = text(there)
      return RosterProblem(
        severity: .error, column: column, place: here, reason: reason, message: message, remedy: remedy, value: value)
    }
  }

  private func place(of seen: Seen) -> RosterPlace {
    RosterPlace(sheet: sheets[Int(seen.sheet)], row: Int(seen.row))
  }

  private mutating func index(of sheet: String) -> Int16 {
    if let last = sheets.last, last == sheet { return Int16(sheets.count - 1) }
    if let index = sheets.firstIndex(of: sheet) { return Int16(index) }
    sheets.append(sheet)
    return Int16(sheets.count - 1)
  }

  /// Over the bytes, not over characters: canonical equivalence would join names that are different to us.
  private static func hash(_ text: String, salt: UInt8) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(salt)
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
