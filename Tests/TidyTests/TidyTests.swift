import Testing

/// House rules; each message names the cure.
@Suite struct HouseRuleTests {
  private static let lineLimit = 400
  private static let functionLimit = 60

  @Test func filesAreShortEnoughToReadInOneSitting() throws {
    for file in try House.swiftFiles(in: "Sources") + House.swiftFiles(in: "Tests") {
      #expect(
        file.lines.count <= Self.lineLimit + 1,
        "\(file.path) has \(file.lines.count) lines: split it where a second idea begins")
    }
  }

  @Test func functionsAreShort() throws {
    for file in try House.swiftFiles(in: "Sources") {
      for function in Self.functions(in: file) where function.lines > Self.functionLimit {
        Issue.record("\(file.path):\(function.start) is \(function.lines) lines long: give its parts names of their own")
      }
    }
  }

  @Test func nothingIsLeftUnfinished() throws {
    let forbidden = [
      ("FIX" + "ME", "finish it"), ("TO" + "DO", "finish it"), ("try" + "!", "throw"), ("fatal" + "Error(", "throw a fault"),
    ]
    for file in try House.swiftFiles(in: "Sources") {
      for (number, line) in file.lines.enumerated() {
        for (word, cure) in forbidden where line.contains(word) {
          // The noun of a to-do list is no note to ourselves.
          guard !(word == "TO" + "DO" && line.contains("ToDo")) else { continue }
          Issue.record("\(file.path):\(number + 1) says \(word): \(cure)")
        }
      }
    }
  }

  @Test func onlyTheCommandPrints() throws {
    for file in try House.swiftFiles(in: "Sources") where file.target != "biying" {
      for (number, line) in file.lines.enumerated() {
        let code = line.trimmingPrefix { $0 == " " }
        #expect(!code.hasPrefix("print("), "\(file.path):\(number + 1) prints: return it, or log it with ids only")
      }
    }
  }

  @Test func fileNamesAreUniqueInsideATarget() throws {
    var seen: [String: String] = [:]
    for file in try House.swiftFiles(in: "Sources") {
      let key = "\(file.target)/\(file.name)"
      if let other = seen[key] { Issue.record("\(file.path) and \(other) have the same name: name each after what it holds") }
      seen[key] = file.path
    }
  }

  @Test func noModuleBearsTheNameOfATypeInsideIt() throws {
    for file in try House.swiftFiles(in: "Sources") where file.target != "biying" {
      for keyword in ["struct", "class", "enum", "actor", "protocol"] {
        #expect(
          !file.text.contains("public \(keyword) \(file.target) "),
          "\(file.path): type \(file.target) hides its module: give the type a name of its own")
      }
    }
  }

  @Test func sqlStandsOnlyWhereRowsAreKept() throws {
    let verbs = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "]
    for file in try House.swiftFiles(in: "Sources") where !["Storage", "Workflow", "Station"].contains(file.target) {
      for (number, line) in file.lines.enumerated() where verbs.contains(where: { line.contains("\"\($0)") }) {
        Issue.record("\(file.path):\(number + 1) holds SQL: it belongs beside its operation in Workflow")
      }
    }
  }

  @Test func everyFolderIsNamedInTheArchitecture() throws {
    let architecture = try House.text("ARCHITECTURE.md")
    let folders = Set(
      try House.swiftFiles(in: "Sources").map { $0.path.split(separator: "/").dropFirst().dropLast().joined(separator: "/") })
    for folder in folders.sorted() where !folder.isEmpty {
      let last = String(folder.split(separator: "/").last ?? "")
      #expect(
        architecture.contains(last), "ARCHITECTURE.md does not name Sources/\(folder): say what it is for, or move its files")
    }
  }

  @Test func noPathOfOneMachineStandsInTheProject() throws {
    let forbidden = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/"]
    let paths = try ["Sources", "Tests", "docs", "Benchmarks", "Campaigns", "Calendars", "Characters", ".setup"].flatMap {
      try House.paths(in: $0)
    }
    let texts = ["swift", "md", "py", "sh", "json", "csv", "sql", "txt", "c", "h", "css", "js"]
    for path in paths where texts.contains(String(path.split(separator: ".").last ?? "")) {
      let text = try House.text(path)
      for piece in forbidden where text.contains(piece) {
        Issue.record("\(path) holds a path of one machine (\(piece)…): use a folder that is asked for")
      }
    }
  }

  /// Functions by their braces; good enough for formatted code.
  private static func functions(in file: House.File) -> [(start: Int, lines: Int)] {
    var found: [(start: Int, lines: Int)] = []
    var open: (start: Int, indent: Int)?
    for (index, line) in file.lines.enumerated() {
      let indent = line.prefix { $0 == " " }.count
      let code = line.dropFirst(indent)
      if let function = open {
        if code.hasPrefix("}"), indent == function.indent {
          found.append((function.start + 1, index - function.start + 1))
          open = nil
        }
      } else if code.contains("func "), !code.hasPrefix("//"), code.hasSuffix("{") {
        open = (index, indent)
      }
    }
    return found
  }
}
