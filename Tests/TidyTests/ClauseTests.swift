import Testing

/// The notice is the contract: each clause that is built has a test that bears its id.
@Suite struct ClauseTests {
  /// Clauses of the stages that are built, in the notice's order.
  private static let built = [
    "N1", "N2", "N3", "N4", "N5", "N6", "N7", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9.1", "A9.2", "A9.3", "A9.4",
    "A10",
    "A11", "A12", "X2", "X3",
  ]

  @Test(arguments: built)
  func hasATest(clause: String) throws {
    let names = try House.swiftFiles(in: "Tests").flatMap(\.lines).filter {
      $0.contains("@Test(\"") || $0.contains("@Suite(\"")
    }
    let bearing = names.filter { Self.holds(clause, in: String($0)) }
    #expect(!bearing.isEmpty, "no test is named after clause \(clause): say in a test's name what the product promises for it")
  }

  /// `A9.1` is not `A9.12`, `N1` is not `N12`.
  private static func holds(_ clause: String, in line: String) -> Bool {
    var rest = line[...]
    while let range = rest.firstRange(of: clause) {
      let before = range.lowerBound == line.startIndex ? " " : line[line.index(before: range.lowerBound)]
      let after = range.upperBound == line.endIndex ? " " : line[range.upperBound]
      if !before.isLetter, !before.isNumber, !after.isNumber, after != "." || clause.contains(".") { return true }
      rest = line[range.upperBound...]
    }
    return false
  }

  @Test("Promises of the design that are built have a test that bears their number", arguments: 1...10)
  func promises(number: Int) throws {
    let names = try House.swiftFiles(in: "Tests").flatMap(\.lines).filter {
      $0.contains("@Test(\"") || $0.contains("@Suite(\"")
    }
    let bearing = names.filter { $0.contains("romise \(number)") || $0.contains("romises \(number)") }
    #expect(!bearing.isEmpty, "no test is named after promise \(number)")
  }
}
