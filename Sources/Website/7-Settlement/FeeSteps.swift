import GraduatePhotos
import Workflow

/// What is to be done now about an institution's fees, by who looks.
struct FeeSteps: Sendable {
  let call: Call
  let reader: any FeeReader
  let facts: FeeFacts
  /// Of the newest version.
  let seal: Seal?
  let errors: FormErrors
  let isSealRefused: Bool
  let typed: SubmittedForm?

  private var address: FeeAddress { call.feeAddress }
  /// What the newest version asks for is not what is asked for now.
  private var isOld: Bool { facts.newest.map { $0.body.claim != facts.claim } ?? true }

  var html: HTML {
    get async throws {
      guard let newest = facts.newest else { return try first }
      let steps = SealSteps(
        call: call, address: address.statement(newest.statementID, of: facts.institutionID), paper: "对账单",
        version: newest.number, errors: isSealRefused ? errors : FormErrors(), typed: isSealRefused ? typed : nil)
      if let seal { return try agreed(newest, seal, steps) }
      if isOld { return try outdated(newest, steps) }
      return try await waiting(newest, steps)
    }
  }

  private var first: HTML {
    get throws {
      if reader is Planner { return try issue("出具对账单") }
      let text =
        reader is Liaison
        ? "拍摄结束后，采集单位按实采人数出具对账单。现在可以登记各班收费，给不收费的学生提出免收。" : "拍摄结束后，采集单位按实采人数出具对账单，再由主管领导确认。"
      return Notice(kind: .plain, title: "还没有出具对账单", text: text).html
    }
  }

  /// The planner's next version, or why there is none now.
  private func issue(_ heading: String, _ remark: String = "") throws -> HTML {
    if let refusal = facts.issueRefusal {
      return Notice(kind: .look, title: "现在还不能出具对账单：\(refusal.message)", text: refusal.hint).html
    }
    let seen = try facts.seen()
    let due = FeeStatement(present: facts.claim, payments: []).due
    return nowCard(heading) {
      if !remark.isEmpty { Tag.p(remark) }
      Tag.p("对账单是出具那一刻的人数和金额。学校主管领导确认或盖章后，双方以它为准；以后的变化另列一行。")
      Button.row {
        Button.act(
          "出具对账单：收费 \(facts.claim.basis.charged) 人，应收 \(due.chinese)",
          at: address.institution(facts.institutionID) + "/issue", csrf: call.csrf, .primary, fields: [("seen", seen)])
      }
    }
  }

  private func outdated(_ newest: FeeVersion, _ steps: SealSteps) throws -> HTML {
    if reader is Planner {
      return try issue("重新出具对账单", "第 \(newest.number) 版（\(newest.paperNumber)）出具后人数或金额有变化，学校还没有确认。")
    }
    return Notice(kind: .look, title: "第 \(newest.number) 版出具后人数或金额有变化", text: "请等采集单位重新出具，再确认。").html
  }

  private func waiting(_ newest: FeeVersion, _ steps: SealSteps) async throws -> HTML {
    let words =
      "\(newest.paperNumber)（第 \(newest.number) 版）由\(newest.issuedBy)于 \(Moment.text(newest.issuedAt)) 出具，应收 \(newest.body.statement.due.chinese)，等待学校确认。"
    switch reader {
    case is SealingLeader:
      let form = try await steps.secondFactor(meaning: words + "用印等于在纸质对账单上盖章，表示贵校同意这一版的人数和金额。")
      return fragment {
        form
        card("用印之前，请看对账单", aside: steps.paperButton(.quiet)) {
          Tag.p("对账单上的各班人数和已缴金额是出具那一刻的；下面列的是现在的。")
        }
      }
    case is Liaison:
      return fragment {
        Notice(kind: .look, title: "对账单等待确认", text: words).html
        steps.stampedPage(
          message:
            "【缴费对账单待确认】\(facts.owner)：应收 \(newest.body.statement.due.chinese)。请您核对并用印：" + call.center.publicAddress
            + address.home)
      }
    case is Planner:
      return fragment {
        nowCard("等待学校确认") {
          Tag.p(words)
          Button.row { steps.paperButton(.quiet) }
        }
        Tag.details(.class("card"), .flag(.open, if: isSealRefused)) {
          Tag.summary("学校寄来了盖章的对账单")
          steps.received()
        }
      }
    default: return card("等待学校确认", aside: steps.paperButton(.quiet)) { Tag.p(words) }
    }
  }

  private func agreed(_ newest: FeeVersion, _ seal: Seal, _ steps: SealSteps) throws -> HTML {
    let statement = facts.statement
    let next: HTML
    if reader is Planner, statement.isChangedSince {
      next = try issue("可以出具新的一版", "第 \(newest.number) 版双方已经确认，之后的变化列在下面。需要双方重新确认时，再出具一版；不出具也照样计入未缴。")
    } else {
      let (kind, title, text): (Notice.Kind, String, String) =
        switch statement.standing {
        case .settled: (.right, "已结清", "")
        case .overpaid: (.wrong, FeePage.balance(statement), "退款后由采集单位登记一笔负的缴费。")
        default:
          (
            .look, FeePage.balance(statement),
            reader is Planner ? "收到后在下面登记缴费，打印收据。" : "请缴给采集单位；收到后采集单位登记并开收据。"
          )
        }
      next = Notice(kind: kind, title: title, text: text).html
    }
    return fragment {
      next
      card("\(newest.paperNumber)（第 \(newest.number) 版）双方已确认", aside: steps.paperButton(.quiet)) { SealFacts(seal: seal).html }
    }
  }
}
