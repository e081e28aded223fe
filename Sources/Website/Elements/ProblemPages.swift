import GraduatePhotos

/// Pages for what did not go well.
///
/// Each says what happened, where, and what to do.
enum ProblemPages {
  /// An expected "no", outside any frame.
  static func refusal(_ refusal: any Refusal, back: (label: String, address: String)) -> Document {
    doorway(title: "不能继续") {
      Tag.h1("不能继续")
      Notice(kind: .wrong, title: refusal.message, text: refusal.hint).html
      Button.link(back.label, to: back.address)
    }
  }

  /// An expected "no" inside a person's frame.
  static func refusal(_ refusal: any Refusal, in frame: Frame, back: (label: String, address: String)) -> Document {
    frame.page("不能继续") {
      Notice(kind: .wrong, title: refusal.message, text: refusal.hint).html
      Button.row { Button.link(back.label, to: back.address, .quiet) }
    }
  }

  /// Our fault: the number under which the cause was logged, and whom to call.
  static func fault(incident: String, contact: String) -> Document {
    doorway(title: "出错了") {
      Tag.h1("这次没有办成，是我们的问题")
      Tag.p("已经记下原因。您填写的内容没有提交成功，请稍后返回上一页再试一次；如果还不行，请打电话并报上这个编号：")
      Tag.p(incident, .class("incident"))
      if !contact.isEmpty { Tag.p(contact, .class("soft")) }
      Button.link("返回首页", to: "/", .quiet)
    }
  }

  /// Not there, or not for this person: the same words for both.
  static let notFound = doorway(title: "没有这个页面") {
    Tag.h1("没有这个页面")
    Tag.p("地址可能输错了，或者这项内容不在您的权限之内。请从首页重新进入；如果是别人发来的链接，请向对方核实。")
    Button.link("返回首页", to: "/", .quiet)
  }

  /// A request that cannot be answered as it was sent; 404 has its own page.
  static func badRequest(_ status: Int) -> Document {
    let (title, text) = words(status)
    return doorway(title: title) {
      Tag.h1(title)
      Tag.p(text)
      Button.link("返回首页", to: "/", .quiet)
    }
  }

  private static func words(_ status: Int) -> (title: String, text: String) {
    switch status {
    case 401: ("请先登录", "登录已过期，或者还没有登录。请从首页重新登录，再做一次刚才的事。")
    case 403: ("不能这样打开", "这项内容不在您的权限之内，或者页面已经过期。请从首页重新进入。")
    case 405: ("不能这样打开", "这个地址只用来提交内容，不能直接打开。请从首页重新进入。")
    case 408: ("传输太慢，已经中断", "内容没有完整送到，没有保存。请检查网络后再提交一次。")
    case 409: ("内容刚刚被别人改过", "这次没有保存。请返回上一页刷新，看过新的内容再提交。")
    case 411, 413: ("提交的内容太大", "这次没有保存。请压缩文件，或者分几次提交。")
    case 414: ("地址太长", "请不要在地址里粘贴大段内容。请从首页重新进入。")
    case 415: ("文件或内容的格式不对", "这次没有保存。请从首页重新进入，用页面上的按钮提交。")
    case 429: ("操作太频繁，请稍候", "请等一分钟再试，不影响已经提交的内容。")
    default: ("浏览器发来的内容看不懂", "这次没有保存（编号 \(status)）。请返回上一页再提交一次；如果还不行，换一个浏览器试试。")
    }
  }

  /// Too many requests from one place.
  static func tooMany(afterSeconds seconds: Int) -> Document {
    doorway(title: "请稍候") {
      Tag.h1("操作太频繁，请稍候")
      Tag.p("请等 \(max(seconds, 1)) 秒后再试。多人共用一个网络时偶尔会这样，不影响已经提交的内容。")
      Button.link("返回首页", to: "/", .quiet)
    }
  }

  /// The form's token did not fit: usually an old page.
  static let stale = doorway(title: "页面已过期") {
    Tag.h1("页面已过期")
    Tag.p("为了安全，这个页面的提交没有被接受。请返回上一页刷新后再提交一次；已填写的内容请先复制保存。")
    Button.link("返回首页", to: "/", .quiet)
  }

  private static func doorway(title: String, @HTMLBuilder content: () -> HTML) -> Document {
    DoorwayPage(title: title, under: nil, help: nil).document(content: content)
  }
}
