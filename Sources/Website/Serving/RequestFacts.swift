import Hummingbird
import Synchronization

/// What is known about one request, shared by all who handle it; the log line is written from it at the end.
final class RequestFacts: Sendable {
  /// Also the incident number that people read out on the telephone.
  let id: String
  private let state = Mutex(State())

  private struct State {
    var client = ClientFacts(address: nil, isSecure: false)
    var actorID: String?
  }

  init(id: String = RequestFacts.newID()) { self.id = id }

  var client: ClientFacts {
    get { state.withLock { $0.client } }
    set { state.withLock { $0.client = newValue } }
  }

  /// The id (never the name) of who is signed in.
  var actorID: String? {
    get { state.withLock { $0.actorID } }
    set { state.withLock { $0.actorID = newValue } }
  }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// `7K3F-9Q2M-X4TB`: 60 bits, without letters that are mistaken for others (Crockford's alphabet).
  static func newID() -> String {
    var chance = UInt64.random(in: .min ... .max)
    var text: [UInt8] = []
    for index in 0..<12 {
      if index == 4 || index == 8 { text.append(UInt8(ascii: "-")) }
      text.append(alphabet[Int(chance & 31)])
      chance >>= 5
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// A request context that knows its facts; every middleware here asks for no more.
protocol SiteRequestContext: RequestContext {
  var facts: RequestFacts { get }
  /// The other end of the connection; nil in tests without one.
  var peer: IPAddress? { get }
}

/// The context of pages without a signed-in person; the signed-in ones carry more and conform to the same protocol.
struct SiteContext: SiteRequestContext {
  var coreContext: CoreRequestContextStorage
  let facts: RequestFacts
  let peer: IPAddress?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    facts = RequestFacts()
    peer = source.channel.remoteAddress.flatMap { IPAddress($0) }
  }
}
