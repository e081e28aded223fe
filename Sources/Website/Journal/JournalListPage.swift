import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// The journal by record and by person (promise 8).
  static let journalRoutes: [Route] = [
    .get("/campaigns/{campaign}/journal", .journalReaders) { call, reader in
      try await JournalListPage(call: call, reader: reader, campaignID: call.part("campaign")).show()
    },
    .get("/journal", .officer) { call, officer in
      try await JournalListPage(call: call, reader: officer, campaignID: nil).show()
    },
  ]
}

extension Admit where Guest == any JournalReader {
  /// The officer sees all of a campaign, a liaison the own institution's.
  static var journalReaders: Admit<any JournalReader> {
    Admit(roles: [.officer, .liaison]) { $0?.person.signedIn as? any JournalReader }
  }
}

/// Lines of a campaign's journal, or of the center's own, newest first, fifty a page.
struct JournalListPage: Sendable {
  let call: Call
  let reader: any JournalReader
  /// Nil for what belongs to no campaign: accounts, sign-ins, keys, back-ups, holidays.
  let campaignID: String?

  private var address: String { campaignID.map { "/campaigns/\($0)/journal" } ?? "/journal" }

  private var subject: JournalSubject {
    if !call.query("person").isEmpty { return .person(call.query("person")) }
    guard !call.query("kind").isEmpty, !call.query("record").isEmpty else { return .everything }
    return .record(kind: call.query("kind"), id: call.query("record"))
  }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: campaignID == nil ? nil : .registration)
    let page = try await call.center.journalLines(
      campaignID: campaignID, about: subject, olderThan: JournalMark(text: call.query("before")), for: reader)
    return frame.page(campaignID == nil ? "中心日志" : "操作日志", lead: lead(page), trail: trail) {
      table(page).html
      ways(page)
      card("怎样核对") {
        Tag.p("每次操作都在同一时刻记入日志，随后按顺序连成一条链，链头有签名，并印在盖章的登记单上。改动、删除任何一行，链就对不上。")
      }
    }.response(status: .ok)
  }

  private var trail: [Frame.Crumb] {
    var trail: [Frame.Crumb] = []
    if let campaignID { trail.append(.init(label: "登记与学生名单", address: "/campaigns/\(campaignID)/registration")) }
    if subject != .everything { trail.append(.init(label: campaignID == nil ? "中心日志" : "操作日志", address: address)) }
    return trail
  }

  private func lead(_ page: JournalPage) -> String {
    switch subject {
    case .everything where campaignID == nil: "不属于哪一次采集的操作：登录、账号、密钥、备份、节假日，最新的在前。"
    case .everything: reader.journalInstitutionID == nil ? "本次采集的全部操作，最新的在前。" : "本校人员的操作，以及对本校记录的操作，最新的在前。"
    case .record(let kind, _): "一份\(JournalWords.record(kind))的全部操作，最新的在前。"
    case .person: "\(page.entries.first.map { JournalWords.who($0) } ?? "此人")的操作，最新的在前。"
    }
  }

  private func table(_ page: JournalPage) -> DataTable {
    DataTable(
      caption: "本页", columns: [.text("时间"), .text("谁"), .text("做了什么"), .text("日志链", wide: true)],
      rows: page.entries.map { row($0) }, emptyText: "没有这样的操作。")
  }

  private func row(_ entry: JournalEntry) -> [DataTable.Cell] {
    [
      .text(Moment.text(entry.writtenAt)), who(entry), .html(what(entry)),
      .mark(entry.position.map { .right("第 \($0) 环") } ?? .wait("待入链")),
    ]
  }

  private func who(_ entry: JournalEntry) -> DataTable.Cell {
    let isPerson = entry.role != "machine" && entry.role != "center"
    guard isPerson, subject != .person(entry.actorID) else { return .text(JournalWords.who(entry)) }
    return .link(JournalWords.who(entry), to: WebAddress.path(address, query: [("person", entry.actorID)]))
  }

  private func what(_ entry: JournalEntry) -> HTML {
    let remark = JournalWords.remark(entry)
    return fragment {
      Tag.div {
        Tag.b(JournalWords.action(entry))
        if !remark.isEmpty { " \(remark)" }
      }
      record(entry)
    }
  }

  private func record(_ entry: JournalEntry) -> HTML {
    let word = JournalWords.record(entry.recordKind)
    let isHere = subject == .record(kind: entry.recordKind, id: entry.recordID)
    return Tag.small(.class("row")) {
      if let page = JournalWords.address(entry, campaignID: campaignID, isKeeper: reader.journalInstitutionID == nil) {
        Tag.a(word, .href(page))
      } else {
        word
      }
      if !isHere {
        Tag.a(
          "经过", .href(WebAddress.path(address, query: [("kind", entry.recordKind), ("record", entry.recordID)])),
          .aria("label", "这份\(word)的全部操作"))
      }
    }
  }

  private func ways(_ page: JournalPage) -> HTML {
    let kept = [("person", call.query("person")), ("kind", call.query("kind")), ("record", call.query("record"))]
    return Button.row {
      if !call.query("before").isEmpty { Button.link("回到最新", to: WebAddress.path(address, query: kept), .quiet) }
      if let older = page.older {
        Button.link("更早的", to: WebAddress.path(address, query: kept + [("before", older.text)]), .quiet)
      }
    }
  }
}
