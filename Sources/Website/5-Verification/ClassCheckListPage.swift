import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The classes with their progress: how far each is, who looked at it, signed or not.
struct ClassCheckListPage: Sendable {
  let call: Call
  let reader: any VerificationReader

  private var address: ClassCheckAddress { call.classCheckAddress }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    let lines: [CheckedClassLine]
    do {
      lines = try await call.center.verificationClasses(campaignID: address.campaignID, by: reader)
    } catch let refusal as ClassCheckRefusal where refusal == .codeMode {
      return frame.page("核对照片") {
        Notice(kind: .look, title: refusal.message, text: refusal.hint).html
        disc
      }.response(status: .ok)
    }
    let sum = lines.reduce(ClassTally.none) { $0 + $1.tally }
    var spare = 0
    if let liaison = reader as? Liaison {
      spare = try await call.center.openSpareCount(campaignID: address.campaignID, by: liaison)
    }
    return frame.page("核对照片", lead: Self.lead(sum, lines)) {
      done
      next(lines, sum)
      if spare > 0 {
        Notice(kind: .look, title: "名单外 \(spare) 人等您决定", text: "拍摄时不在名单上、办了备用卡的，照片归谁由学校决定。").html
      }
      if !lines.isEmpty {
        table(lines)
        Button.row {
          Button.link("应采实采对账", to: LedgerAddress(campaignID: address.campaignID).home, .quiet)
        }
      }
      disc
      if !lines.isEmpty { card { copy(lines, sum).html } }
    }.response(status: .ok)
  }

  static func lead(_ sum: ClassTally, _ lines: [CheckedClassLine]) -> String {
    let signed = lines.count { if case .sealed = $0.signature { true } else { false } }
    return
      "\(lines.count) 个班应采 \(sum.people) 人，返回照片 \(sum.pictures) 张；已核对 \(sum.judged) 人，有问题 \(sum.found) 人，没有核对 \(sum.open) 人；已用印 \(signed) 个班。"
  }

  /// The other way: on the disc's page, without a network.
  @HTMLBuilder private var disc: HTML {
    if reader is Liaison {
      card("在光盘上核对") {
        Tag.p("也可以打开光盘里的 index.html 核对，不用联网；保存下来的文件传到这里。")
        Button.row {
          Button.link("上传光盘的核对结果", to: address.resultFile, .quiet)
          Button.link("问题登记", to: address.claims, .quiet)
          Button.link("名单外人员", to: SpareAddress(campaignID: address.campaignID).home, .quiet)
        }
      }
    }
  }

  private var done: HTML {
    call.query("done") == "class-gone"
      ? Notice(kind: .look, title: "这个班现在没有应采的学生", text: "可能有学籍异动，或者换了班级。").html : .nothing
  }

  private func next(_ lines: [CheckedClassLine], _ sum: ClassTally) -> HTML {
    let first = lines.first { $0.tally.open > 0 }
    return nowCard(first == nil ? (lines.isEmpty ? "还没有名单" : "全部核对完了") : "逐班核对照片和照片下面的数据") {
      if let first {
        Tag.p("每人按一个键：1 正确，2 缺照片，3 照片问题，4 数据错误，5 不是本人；每按一次当即保存，可以分几次、几个人一起做。")
        if sum.judged > 0 { ProgressBar(done: sum.judged, of: sum.people, label: "已核对").html }
        Button.row {
          if reader is any ClassVerifier {
            Button.link(
              sum.judged == 0 ? "从第一个班开始" : "接着核对：\(first.group.title)", to: address.group(first.group))
          }
          Button.link("问题登记", to: address.claims, .quiet)
        }
      } else {
        Tag.p(lines.isEmpty ? "学籍管理员导入名单后，班级会列在这里。" : "有照片换过或数据更正过的，会重新列为没有核对。")
        Button.row { Button.link("问题登记", to: address.claims, .quiet) }
      }
    }
  }

  private func table(_ lines: [CheckedClassLine]) -> HTML {
    let paging = Paging(page: call.pageNumber, rowCount: lines.count)
    return DataTable(
      caption: "班级",
      columns: [
        .text("院系", wide: true), .text("班级"), .number("应采"), .number("缺照片", wide: true), .number("问题"), .text("已核对"),
        .text("核对人", wide: true), .text("用印"),
      ],
      rows: lines.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { line in
        [
          .text(line.group.department),
          .link(
            line.group.classGroup.isEmpty ? "（没有班级）" : line.group.classGroup, to: address.group(line.group)),
          .number(line.tally.people), .number(line.tally.people - line.tally.pictures), .number(line.tally.found),
          .html(ProgressBar(done: line.tally.judged, of: line.tally.people, label: "已核对").cell),
          .text(Self.checkers(line)), .html(sign(line)),
        ]
      }, emptyText: "还没有名单。学籍管理员导入名单后，班级会列在这里。", address: address.home, paging: paging
    ).html
  }

  /// Who looked, and when last.
  static func checkers(_ line: CheckedClassLine) -> String {
    guard let at = line.lastAt else { return "—" }
    return line.checkers.joined(separator: "、") + "，" + CalendarDay(milliseconds: at).chineseWithoutYear
  }

  private func sign(_ line: CheckedClassLine) -> HTML {
    let mark = line.signature.mark(open: line.tally.open).html
    guard let id = line.checkID, reader is any SignOffReader else { return mark }
    return Tag.a(.href(address.check(id))) { mark }
  }

  private func copy(_ lines: [CheckedClassLine], _ sum: ClassTally) -> CopyText {
    let open = lines.filter { $0.tally.open > 0 }
    guard !open.isEmpty else {
      return CopyText(
        title: "发到工作群", text: "【照片核对】全部 \(lines.count) 个班 \(sum.people) 人已经核对，有问题 \(sum.found) 人。")
    }
    return CopyText.list(
      "发到工作群", head: "【照片核对】还有 \(sum.open) 人没有核对：",
      items: open.map { "\($0.group.title) \($0.tally.open) 人" }, total: open.count, noun: "个班", tail: "请登录系统逐班核对。")
  }
}

extension ClassSignature {
  func mark(open: Int) -> Mark {
    switch self {
    case .none: open == 0 ? .look("待交") : .wait("没有用印")
    case .waiting: .look("待用印")
    case .sealed: .right("已用印")
    case .changedSince: .wrong("用印后有变化")
    case .reopened: .look("重新打开")
    }
  }
}
