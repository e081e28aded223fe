import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct AccountListTests {
  @Test(
    "Accounts by role, state and search, sorted either way, fifty a page; a liaison's are the own institution's",
    arguments: SQLEngine.allCases)
  func lists(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let here = try await province.place()
    let there = try await province.place(code: "10731", name: "邻近大学", liaison: "aaa")
    let officer = try await province.officer()
    for number in 0..<55 { try await province.account(.photographer, "crew-\(100 + number)") }
    func names(_ filter: AccountFilter, page: Int = 1, for keeper: some SignedIn) async throws -> [String] {
      try await province.center.accounts(filter, page: page, for: keeper).lines.map(\.signInName)
    }
    let all = try await province.center.accounts(AccountFilter(), page: 2, for: officer)
    #expect(all.total == 58 && all.page == 2 && all.lines.count == 8)
    #expect(try await province.center.accounts(AccountFilter(), page: 99, for: officer).page == 2)
    #expect(try await names(AccountFilter(role: .liaison, order: .institution), for: officer) == ["liaison", "aaa"])
    let backwards = AccountFilter(role: .liaison, order: .institution, isDescending: true)
    #expect(try await names(backwards, for: officer) == ["aaa", "liaison"])
    #expect(try await names(AccountFilter(role: .liaison, order: .signInName), for: officer) == ["aaa", "liaison"])
    #expect(try await names(AccountFilter(search: "1073"), for: officer).count == 2)
    #expect(try await names(AccountFilter(search: "邻近"), for: officer) == ["aaa"])
    #expect(try await names(AccountFilter(search: "CREW-154"), for: officer) == ["crew-154"])
    try await province.center.closeAccount(there.liaison.accountID, by: officer)
    #expect(try await names(AccountFilter(state: .closed), for: officer) == ["aaa"])
    #expect(try await names(AccountFilter(), for: here.liaison) == ["liaison"])
    #expect(try await names(AccountFilter(), for: there.liaison) == ["aaa"])
    #expect(try await names(AccountFilter(), for: Photographer(accountID: "x")).isEmpty)
  }

  @Test("One account: seen by who has it in his list, changed by who may invite it", arguments: SQLEngine.allCases)
  func one(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let here = try await province.place()
    let there = try await province.place(code: "10731", name: "邻近大学", liaison: "other")
    let leader = try await province.sealingLeader(of: here.institutionID)
    let seen = try await province.center.account(leader.accountID, for: here.liaison)
    #expect(!seen.isKept && seen.line.institutionCode == "10730" && seen.line.institutionName == "示例大学")
    #expect(try await province.center.account(leader.accountID, for: province.planner()).isKept)
    await #expect(throws: SignInRefusal.accountUnknown) {
      try await province.center.account(leader.accountID, for: there.liaison)
    }
    await #expect(throws: SignInRefusal.notYours) { try await province.center.keptAccount(leader.accountID, by: here.liaison) }
  }

  @Test("The list is taken away as XLSX and CSV, whole and in its order", arguments: ListFileFormat.allCases)
  func file(format: ListFileFormat) async throws {
    let province = try await Province()
    _ = try await province.place()
    let officer = try await province.officer()
    for number in 0..<60 { try await province.account(.clerk, "clerk-\(100 + number)") }
    let file = try await province.center.accountFile(
      AccountFilter(role: .clerk, order: .signInName, isDescending: true), as: format, for: officer)
    defer { file.remove() }
    #expect(file.fileName.hasPrefix("账号_") && file.fileName.hasSuffix(".\(format.rawValue)"))
    var names: [String] = []
    try TableFile.open(path: file.path, fileName: file.fileName).forEachRow { row in
      names.append(row.cells[2].text)
      return true
    }
    #expect(names.first == "登录名" && names.count == 61 && names[1] == "clerk-159" && names.last == "clerk-100")
  }
}
