import Foundation
import GraduatePhotos
import Testing

@testable import Website
@testable import Workflow

/// Everything the journal can hold has its Chinese words.
@Suite struct JournalWordsTests {
  private var workflow: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Workflow")
  }

  /// The kinds of records that the sources write lines about.
  private func kinds() throws -> Set<String> {
    var kinds = Set(PaperKind.allCases.map(\.rawValue))
    let files = try #require(FileManager.default.enumerator(at: workflow, includingPropertiesForKeys: nil))
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /recordKind: "([^"]+)"/) { kinds.insert(String(match.1)) }
    }
    return kinds
  }

  @Test("Promise 8: every action and every kind of record that is written has its words")
  func words() throws {
    for action in JournalLine.Action.allCases { #expect(JournalWords.actions[action.rawValue] != nil, "\(action.rawValue)") }
    let kinds = try kinds()
    #expect(kinds.count > 15 && kinds.isSuperset(of: ["roster", "keys", "backup", "slip", "graduate", "account"]))
    for kind in kinds { #expect(JournalWords.records[kind] != nil, "\(kind)") }
    #expect(Set(JournalWords.records.keys).subtracting(kinds) == [], "words for what nobody writes")
    #expect(JournalWords.actions.keys.allSatisfy { JournalLine.Action(rawValue: $0) != nil })
  }

  @Test("One action about different records is told apart")
  func variants() {
    func word(_ action: JournalLine.Action, _ kind: String, _ details: [String: String] = [:]) -> String {
      JournalWords.action(
        JournalEntry(
          id: "l", writtenAt: 0, role: "liaison", actorID: "a", actorName: nil, action: action.rawValue, recordKind: kind,
          recordID: "r", details: details, position: nil))
    }
    #expect(word(.paperPrinted, "slip") == "打印登记单")
    #expect(word(.paperPrinted, "graduate", ["paper": "scatter-proof"]) == "开散拍证明")
    #expect(word(.accountInvited, "account") == "邀请账号" && word(.accountInvited, "account", ["again": "yes"]) == "重发邀请")
    #expect(word(.messageEnded, "message", ["outcome": "refused"]) == "邮件或消息没有发出")
    #expect(word(.messageEnded, "message", ["outcome": "sent"]) == "邮件或消息发送完毕")
  }
}
