import HTTPTypes
import Hummingbird

/// After signing out: what was downloaded since the browser was opened still lies on this computer.
struct SignedOutPage: Sendable {
  let call: Call

  func response() -> Response {
    let files = call.downloads
    let page = DoorwayPage(title: "已退出", under: nil, help: nil).document {
      Tag.h1("已退出")
      if files > 0 {
        Notice(
          kind: .look, title: "这台电脑上下载过 \(files) 个文件",
          text: "如果是多人共用的电脑，请删掉下载文件夹里的名单、核对表等文件，并清空回收站。"
        ).html
      }
      Button.link("重新登录", to: "/sign-in")
    }
    var response = page.response(status: .ok)
    response.headers.appendCookie(call.cookie(SiteCookieName.session, "", maxAgeSeconds: 0))
    if files > 0 { response.headers.appendCookie(call.cookie(SiteCookieName.downloads, "", maxAgeSeconds: 0)) }
    return response
  }
}

extension Call {
  /// How many files this browser was sent since it was opened, or since somebody last signed out.
  var downloads: Int {
    let cookies = request.headers[values: .cookie]
    let text = SiteCookie.value(SiteCookieName.downloads, isSecure: isSecure, in: cookies) ?? ""
    return min(max(Int(text) ?? 0, 0), WebsiteLimits.downloadsCounted)
  }

  /// Counts a file that goes to a signed-in person, to be reminded of at the end; the count says nothing of what was in it.
  func counted(_ response: Response) -> Response {
    guard session != nil, response.headers[.contentDisposition]?.hasPrefix("attachment") == true else { return response }
    var response = response
    response.headers.appendCookie(cookie(SiteCookieName.downloads, String(min(downloads + 1, WebsiteLimits.downloadsCounted))))
    return response
  }
}
