import Testing

/// Every table has one owning folder of Workflow, and only that folder's queries write it.
@Suite struct TableOwnerTests {
  /// The folder each file of tables in Workflow/Schema speaks for.
  private static let owners = [
    "SignInTables.swift": "SignIn", "SignInAttemptTables.swift": "SignIn", "JournalTables.swift": "Journal",
    "JobTables.swift": "Jobs",
    "CampaignTables.swift": "Campaign",
    "CommitTables.swift": "Journal",
    "RegistrationTables.swift": "1-Registration", "RosterTables.swift": "1-Registration",
    "CenterTables.swift": "Campaign", "AnswerTables.swift": "1-Registration",
    "CodeTables.swift": "1-Registration", "ScheduleTables.swift": "2-Schedule", "CaptureTables.swift": "3-Capture",
    "CrewAccountTables.swift": "2-Schedule", "StationTables.swift": "3-Capture", "ReferenceTables.swift": "3-Capture",
    "PublicTables.swift": "Public",
    "HeldShotTables.swift": "3-Capture", "ReleaseTables.swift": "4-Delivery",
    "DeliveryTables.swift": "4-Delivery",
    "VerificationTables.swift": "5-Verification", "ErrataTables.swift": "5-Verification",
    "MissingTables.swift": "5-Verification", "MakeupTables.swift": "5-Verification", "LedgerTables.swift": "5-Verification",
    "ReprintTables.swift": "4-Delivery", "CorrectionMailTables.swift": "5-Verification", "ProofTables.swift": "6-Proofing",
    "FiledTables.swift": "1-Registration", "SettlementTables.swift": "7-Settlement",
    "SpareTables.swift": "5-Verification", "RetentionTables.swift": "Retention", "FilingTables.swift": "8-Filing",
  ]

  /// Folders that write for an owner, with the reason.
  private static let deputies: [String: Set<String>] = [
    // Notices are part of the outbox; papers and seals serve every stage; upkeep re-encrypts what others own; what retention takes away of
    // every stage is to be read in one place.
    "Jobs": ["Notices", "Upkeep"], "1-Registration": ["Papers", "Upkeep", "Retention"],
    "Journal": ["Upkeep", "Receipts.swift", "Retention"],
    "SignIn": ["Upkeep"],
    "Campaign": ["Upkeep"],
    "3-Capture": ["Retention"], "4-Delivery": ["Retention"], "5-Verification": ["Retention"], "6-Proofing": ["Retention"],
    "7-Settlement": ["Retention"],
  ]

  @Test func onlyTheOwnerWrites() throws {
    let tables = try tablesByOwner()
    #expect(tables.count > 30)
    for file in try House.swiftFiles(in: "Sources/Workflow") where !file.path.contains("/Schema/") {
      let folder = String(file.path.split(separator: "/").dropFirst(2).first ?? "")
      for (table, owner) in tables {
        let writes = [
          "INSERT INTO \(table) ", "INSERT INTO \(table)\n", "UPDATE \(table) ", "DELETE FROM \(table)", "into: \"\(table)\"",
        ]
        guard writes.contains(where: { Self.holds($0, in: file.text) }) else { continue }
        let isAllowed = folder == owner || Self.deputies[owner]?.contains(folder) == true
        #expect(isAllowed, "\(file.path) writes \(table), which belongs to \(owner): call the owner's query instead")
      }
    }
  }

  /// True when the text holds the words and the table's name ends there (`graduate` is not `graduate_key`).
  private static func holds(_ words: String, in text: String) -> Bool {
    var rest = text[...]
    while let range = rest.firstRange(of: words) {
      let next = text[range.upperBound...].first
      if words.last == " " || words.last == "\n" || words.last == "\"" { return true }
      if let next, !next.isLetter, next != "_" { return true }
      rest = text[range.upperBound...]
    }
    return false
  }

  private func tablesByOwner() throws -> [String: String] {
    var tables: [String: String] = [:]
    for file in try House.swiftFiles(in: "Sources/Workflow/Schema") {
      for line in file.lines {
        let words = line.split(separator: " ")
        guard words.count >= 3, words[0] == "CREATE", words[1] == "TABLE" else { continue }
        let owner = try #require(Self.owners[file.name], "\(file.path) has tables but no owner here")
        tables[String(words[2])] = owner
      }
    }
    return tables
  }
}
