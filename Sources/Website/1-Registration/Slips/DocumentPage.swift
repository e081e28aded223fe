import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A document somebody handed in, usually a stamped page, for those who may see it.
struct DocumentPage: Sendable {
  let call: Call
  let reader: any PaperReader

  private var id: String { call.part("document") }

  private func document() async throws -> OpenDocument {
    try await orNotFound { try await call.center.document(id, for: reader) }
  }

  func show() async throws -> Response {
    let document = try await document()
    let frame = try await call.frame()
    return frame.page("收到的文件", lead: "\(Moment.text(document.receivedAt)) 收到。") {
      card("盖章页") {
        switch document.mediaType {
        case "image/jpeg", "image/png":
          picture
          Button.row { Tag.a("下载原件", .class("button quiet"), .href("/documents/\(id)/file"), .download(fileName(document))) }
        case "application/pdf":
          picture
          Button.row { Tag.a("下载原件（PDF）", .class("button"), .href("/documents/\(id)/file"), .download(fileName(document))) }
        default: Tag.p(String(decoding: document.bytes, as: UTF8.self), .class("note"))
        }
      }
    }.response(status: .ok)
  }

  private var picture: HTML { Tag.img(.class("document"), .src("/documents/\(id)/picture"), .set(.alt, "盖章页")) }

  /// What is shown in place.
  func shown() async throws -> Response {
    let found: OpenDocument?
    do { found = try await orNotFound { try await call.center.documentPicture(id, for: reader) } } catch is any Refusal {
      throw HTTPError(.notFound)
    }
    guard let found else { throw HTTPError(.notFound) }
    var response = Download.response(bytes: found.bytes, fileName: fileName(found), contentType: found.mediaType)
    response.headers[.contentDisposition] = "inline"
    return response
  }

  /// The bytes themselves; only pictures are shown in place.
  func file() async throws -> Response {
    let document = try await document()
    var response = Download.response(bytes: document.bytes, fileName: fileName(document), contentType: document.mediaType)
    if document.mediaType.hasPrefix("image/") { response.headers[.contentDisposition] = "inline" }
    return response
  }

  private func fileName(_ document: OpenDocument) -> String {
    switch document.mediaType {
    case "image/jpeg": "盖章页.jpg"
    case "image/png": "盖章页.png"
    case "application/pdf": "盖章页.pdf"
    default: "收件说明.txt"
    }
  }
}
