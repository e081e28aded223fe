import Testing

/// Who may import whom: the architecture, checked.
///
/// SwiftPM alone does not stop `import GRDB` in a page.
@Suite struct ImportTests {
  /// Modules of ours and of others each target may import; `Foundation` and the C library are everybody's but `GraduatePhotos`', which only reads JSON with it (no files, no clock).
  private static let allowed: [String: Set<String>] = [
    "GraduatePhotos": ["FoundationEssentials"],
    "Paperwork": [
      "GraduatePhotos", "CArchive", "CHarfBuzz", "CIconv", "CNettle", "CPango", "CQRCode", "CSpawn", "CTurboJPEG", "CXML",
      "CXlsxWriter", "CZBar", "Foundation", "Glibc", "Synchronization",
    ],
    "Darkroom": ["GraduatePhotos", "CDarkroom", "COnnx", "Foundation", "Glibc", "Synchronization"],
    "Storage": ["CPostgres", "Crypto", "Dispatch", "Foundation", "GRDB", "GRDBSQLite", "Glibc", "Synchronization"],
    "Outward": ["COutward", "Crypto", "Dispatch", "Foundation", "Glibc", "Synchronization"],
    // By public addresses only: nothing of the center's inside.
    "Season": ["GraduatePhotos", "Paperwork", "Outward", "CArchive", "Crypto", "Foundation", "Glibc", "Synchronization"],
    "Workflow": [
      "GraduatePhotos", "Paperwork", "Darkroom", "Storage", "Outward", "CArgon2", "Crypto", "Dispatch", "Foundation", "Glibc",
      "Synchronization",
    ],
    "Station": [
      "GraduatePhotos", "Paperwork", "Darkroom", "Storage", "Outward", "CArgon2", "CGPhoto", "Crypto", "Dispatch", "Foundation",
      "Glibc", "Synchronization",
    ],
    "Website": [
      "GraduatePhotos", "Workflow", "Station", "CCMark", "Hummingbird", "HummingbirdCore", "HTTPTypes", "Logging", "NIOCore",
      "NIOHTTPTypes", "NIOPosix",
      "Foundation",
      "Glibc", "Synchronization",
    ],
    "biying": [
      "GraduatePhotos", "Paperwork", "Darkroom", "Storage", "Outward", "Workflow", "Station", "Website", "Season",
      "ArgumentParser", "Configuration", "Dispatch",
      "Foundation", "Glibc", "Hummingbird", "Logging", "ServiceLifecycle", "Synchronization", "SystemPackage", "UnixSignals",
    ],
  ]

  @Test(arguments: allowed.keys.sorted())
  func importsOnlyWhatTheTableAllows(target: String) throws {
    let permitted = try #require(Self.allowed[target])
    let files = try House.swiftFiles(in: "Sources/\(target)")
    #expect(!files.isEmpty)
    for file in files {
      for line in file.lines {
        let words = line.trimmingPrefix { $0 == " " }.split(separator: " ")
        guard let at = words.firstIndex(of: "import"), at <= 1, words.count > at + 1 else { continue }
        guard at == 0 || words[0].hasPrefix("@") || ["public", "internal", "private", "package"].contains(words[0]) else {
          continue
        }
        let kinds: Set<Substring> = ["struct", "enum", "class", "func", "protocol", "typealias", "var", "let"]
        let name = kinds.contains(words[at + 1]) ? words[at + 2] : words[at + 1]
        let module = String(name.split(separator: ".").first ?? name)
        #expect(
          permitted.contains(module),
          "\(file.path): `import \(module)` is not in \(target)'s list; move the code to the target that may, or change ARCHITECTURE.md and this table together"
        )
      }
    }
  }

  @Test func everyTargetStandsInTheTable() throws {
    let targets = Set(try House.swiftFiles(in: "Sources").map(\.target))
    #expect(targets == Set(Self.allowed.keys), "a new target needs its line here and in ARCHITECTURE.md")
  }
}
