import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Exactly the picture and every field as they would be filed, what each answer means, and that it is final (N5).
struct MyProofPage: Sendable {
  let call: Call
  let graduate: SignedInGraduate

  func show() async throws -> Response {
    let shown = try await call.center.shownProof(to: graduate)
    guard !shown.needsPassword else { return .redirect(toOwn: MyAddress.password) }
    let what = shown.terms.chineseName
    return GraduateFrame(call, shown).page("\(what)照片和信息", lead: Self.lead(shown)) {
      if let closed = shown.closed { Notice(kind: .look, title: closed.message, text: closed.hint).html }
      ProofSheet(shown: shown, picture: MyAddress.portrait).html
      if shown.closed == nil { ProofChoice(shown: shown, right: MyAddress.right, wrong: MyAddress.wrong).html }
      if shown.terms.isRehearsal { MySeasonPage.nationalSite }
      if shown.receipt != nil { Tag.p { Tag.a("看上一次的回执", .href(MyAddress.receipt)) } }
    }.response(status: .ok)
  }

  private static func lead(_ shown: ShownProof) -> String {
    shown.terms.isRehearsal
      ? "这是预校对，可以反复看、反复答复；学信网的图像校对只有一次机会，请按学校通知的时间完成。" : "请逐项看清楚再答复：一次有效，提交后不能更改。"
  }

  func portrait() async throws -> Response {
    do { return .portrait(try await call.center.ownPortrait(of: graduate)) } catch ProofDeskRefusal.personUnknown {
      throw HTTPError(.notFound)
    }
  }
}

/// The picture at the size it will be shown, and the fields beside it.
struct ProofSheet: Sendable {
  let shown: ShownProof
  /// The address of the picture.
  let picture: String

  var html: HTML {
    Tag.section(.class("card proof")) {
      if shown.portraitID != nil {
        Tag.figure(.class("proof-picture")) {
          Tag.img(.src(picture), .set(.alt, "将要用在学历证书上的照片"), .set(.width, 480), .set(.height, 640))
          Tag.figcaption("照片就是这一张，不再修改")
        }
      } else {
        Notice(kind: .look, title: "照片还没有制作好", text: "做好后这里会显示。").html
      }
      Tag.div(.class("proof-fields")) {
        fields
        RareCharacters(in: shown.name).html
      }
    }
  }

  private var fields: HTML {
    var list = DescriptionList()
    for (column, value) in shown.fields { list.add(column.chineseName, value) }
    return list.html
  }
}

/// The two answers, each with what it means.
struct ProofChoice: Sendable {
  let shown: ShownProof
  let right: String
  let wrong: String

  var html: HTML {
    fragment {
      card("照片是我，信息都对") {
        Tag.p(
          shown.terms.isRehearsal
            ? "表示照片和每一项信息都没有问题。这是预校对，不影响学信网的校对。" : "表示同意用这张照片和这些信息办理学历证书电子注册。提交后不能更改。")
        Button.row { Button.link("正确", to: right) }
      }
      card("有问题") {
        Tag.p(
          "照片不是我、照片不合要求、某一项信息错了：说清楚哪里有误，学校核实后更正，更正以后您再确认一次。"
            + (shown.terms.isRehearsal ? "" : "核实后不用改的，学校会说明原因，这次校对就不能再改答复了。"))
        Button.row { Button.link("有误", to: wrong, .quiet) }
      }
      card("不是错，但拿不准") {
        for wish in ProofWish.allCases {
          Tag.p { Tag.strong(wish.chineseName) }
          Tag.p(wish.advice(makeup: shown.makeup))
        }
      }
    }
  }
}
