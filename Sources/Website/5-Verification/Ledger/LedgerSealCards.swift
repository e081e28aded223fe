import GraduatePhotos
import Workflow

/// How an institution's ledger stands with its seal, what changed since, and the reader's next step.
struct LedgerSealCards: Sendable {
  let call: Call
  let reader: any LedgerReader
  let sheet: LedgerSheet
  let errors: FormErrors

  private var address: LedgerAddress { call.ledgerAddress }
  private var total: LedgerCount { sheet.ledger.total }

  var html: HTML {
    get async throws {
      guard let institution = sheet.institutionID, reader is any LedgerPrinter, !sheet.ledger.classes.isEmpty else {
        return .nothing
      }
      guard let state = sheet.statement else { return first }
      let steps = SealSteps(
        call: call, address: address.statement(state.id), paper: "对账表", version: state.version, errors: errors)
      let changes = changes(state, institution)
      guard let seal = state.seal else { return try await waiting(state, steps, changes) }
      return fragment {
        card("第 \(state.version) 版已用印", aside: steps.paperButton(.quiet)) {
          Tag.p("\(state.handedInBy)于 \(Moment.text(state.handedInAt)) 交的数。")
          SealFacts(seal: seal).html
          if !state.changes.isEmpty { again }
        }
        changes
      }
    }
  }

  private var first: HTML {
    card("用印") {
      Tag.p("对账表是截至交的那一刻的数；以后有变化，会列为用印后的变化，需要时再交一次。")
      if reader is Liaison { handIn } else { Tag.p("等学籍管理员交对账。") }
    }
  }

  private func waiting(_ state: LedgerStatementState, _ steps: SealSteps, _ changes: HTML) async throws -> HTML {
    let words = "第 \(state.version) 版由\(state.handedInBy)于 \(Moment.text(state.handedInAt)) 交，等待用印。"
    let way: HTML =
      switch reader {
      case is SealingLeader:
        try await steps.secondFactor(meaning: words + "用印等于在纸质对账表上盖章，您对这一版的数负责；以后的变化另行列出。")
      case is Liaison:
        steps.stampedPage(
          message: "【应采实采对账待用印】\(sheet.owner)：\(total.chinese)。请您核对并用印：" + call.center.publicAddress + address.home)
      default: card("等待用印", aside: steps.paperButton(.quiet)) { Tag.p(words) }
      }
    return fragment {
      if reader is Liaison {
        card("第 \(state.version) 版等待用印") {
          Tag.p(words)
          if !state.changes.isEmpty { again }
        }
      }
      way
      changes
    }
  }

  @HTMLBuilder private var again: HTML {
    if reader is Liaison {
      Tag.p("交的数之后有变化，可以按现在的数再交一次、再次用印。", .class("hint"))
      handIn
    }
  }

  private var handIn: HTML {
    Button.row {
      Button.act(
        "交对账：应采 \(total.due) 人，实采 \(total.captured) 人，漏拍 \(total.missing) 人", at: address.handIn, csrf: call.csrf, .primary)
    }
  }

  /// What is another number now, by class; who left is behind one link.
  private func changes(_ state: LedgerStatementState, _ institution: String) -> HTML {
    guard !state.changes.isEmpty || state.statusChangesSince > 0 else { return .nothing }
    let since = state.seal == nil ? "交数后的变化" : "用印后的变化"
    return fragment {
      if state.statusChangesSince > 0 {
        Notice(
          kind: .look, title: "\(since)：\(state.statusChangesSince) 人有学籍异动",
          text: "班级的核对不用重做；人数变化列在下面。"
        ).html
        Button.row {
          Button.link(
            "看这 \(state.statusChangesSince) 人",
            to: address.people(.changedSinceSeal, at: LedgerSpot(institutionID: institution)), .quiet)
        }
      }
      DataTable(
        caption: since, columns: [.text("班级"), .text("变化")],
        rows: state.changes.prefix(Paging.rowsPerPage).map { [.text(Self.name($0.place)), .text($0.chinese)] },
        emptyText: "各班人数没有变化。"
      ).html
    }
  }

  private static func name(_ place: LedgerPlace) -> String {
    [place.studyCenter, place.department, place.classGroup.isEmpty ? "（没有班级）" : place.classGroup]
      .filter { !$0.isEmpty }.joined(separator: " ")
  }
}
