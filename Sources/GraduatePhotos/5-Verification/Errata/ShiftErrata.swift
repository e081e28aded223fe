/// 数据错位 (A7) as the form tells it: each row says which photo lies under somebody and which one is his.
///
/// Two rows make a pair, more a run or a ring. It only moves photos: no serial is edited, and each photo ends with one person or none.
public struct ShiftErrata: Sendable, Hashable {
  public struct Row: Sendable, Hashable {
    /// The graduate's id; in code mode the code's.
    public var graduate: String
    /// Serial of the photo that lies under him; empty where none does.
    public var old: String
    /// Serial of his own photo; empty where there is none: he is missing afterwards.
    public var new: String

    public init(_ graduate: String, old: String, new: String) {
      self.graduate = graduate
      self.old = old
      self.new = new
    }
  }

  /// In the order of the form.
  public let rows: [Row]
  /// Photos that are nobody's afterwards: whose they are is still to be found.
  public let serialsLeft: [String]
  /// Who has no photo afterwards: make-up.
  public let peopleLeft: [String]

  /// - Parameters:
  ///   - rows: all that the form says about one shift.
  ///   - held: by graduate the serial that the center has for him now; who is not in it has no photo.
  ///   - free: serials of photos that are nobody's now.
  /// - Throws: `ErratumRefusal` for a row that is not about what the center holds, and for a form that lacks the other side.
  public init(_ rows: [Row], held: [String: String], free: Set<String> = []) throws(ErratumRefusal) {
    guard !rows.isEmpty else { throw .nothingToCorrect }
    var people: Set<String> = []
    var given: Set<String> = []
    var taken: Set<String> = []
    for row in rows {
      guard people.insert(row.graduate).inserted else { throw .sameGraduateTwice }
      guard row.old == held[row.graduate] ?? "" else { throw .oldDiffers(.plannedSerial, isEmpty: row.old.isEmpty) }
      guard row.old != row.new else { throw .same(.plannedSerial) }
      if !row.old.isEmpty { given.insert(row.old) }
      if !row.new.isEmpty, !taken.insert(row.new).inserted { throw .serialWantedTwice(row.new) }
    }
    // A photo that one row takes must be given up by another one, or be nobody's: else somebody would be left without a word.
    if let alone = rows.first(where: { !$0.new.isEmpty && !given.contains($0.new) && !free.contains($0.new) }) {
      throw .partnerMissing(serial: alone.new)
    }
    self.rows = rows
    serialsLeft = rows.map(\.old).filter { !$0.isEmpty && !taken.contains($0) }
    peopleLeft = rows.filter(\.new.isEmpty).map(\.graduate)
  }

  /// Two people whose photos changed places.
  public var isPair: Bool { rows.count == 2 && serialsLeft.isEmpty && peopleLeft.isEmpty }

  /// Several shifts in one form: rows that hand photos on to each other belong together, in the order of the form.
  public static func groups(of rows: [Row]) -> [[Row]] {
    var root = Array(rows.indices)
    func top(_ index: Int) -> Int {
      var at = index
      while root[at] != at { at = root[at] }
      return at
    }
    var first: [String: Int] = [:]
    for (index, row) in rows.enumerated() {
      for serial in [row.old, row.new] where !serial.isEmpty {
        guard let other = first[serial] else {
          first[serial] = index
          continue
        }
        let (left, right) = (top(other), top(index))
        root[max(left, right)] = min(left, right)
      }
    }
    let tops = rows.indices.map(top)
    return rows.indices.filter { tops[$0] == $0 }.map { group in rows.indices.filter { tops[$0] == group }.map { rows[$0] } }
  }
}
