import Foundation
import Testing

@testable import Outward

@Suite struct WebhookTests {
  private let now: Int64 = 1_396_994_400
  private let body = Array(#"{"event":"visit.moved","院校":"示例大学"}"#.utf8)

  private func secret(_ text: String) throws -> WebhookSecret {
    try #require(WebhookSecret(Array(text.utf8)))
  }

  @Test func aReceiverCanProveWhoSpoke() async throws {
    let server = try PythonServer(.web)
    let old = try secret("an old secret, 16+")
    let new = try secret("a new secret, 16 +")
    let hook = Webhook(url: "http://127.0.0.1:\(server.port)/hook", secrets: [new, old])
    let outcome = await hook.send(.init(id: "0190-7a", json: body), nowSeconds: now, over: Outlet())
    #expect(outcome == .delivered(status: 200))

    let seen = try server.kept(1, as: KeptRequest.self)
    #expect(seen.method == "POST" && seen.headers["content-type"] == "application/json; charset=utf-8")
    #expect(Data(base64Encoded: seen.body) == Data(body))
    let signature = try #require(seen.headers["biying-signature"])
    func verdict(
      delivery: String = "0190-7a", timestamp: String? = nil, signature: String, body: [UInt8], secret: WebhookSecret,
      later: Int64 = 0
    ) -> WebhookSignature.Verdict {
      WebhookSignature.verdict(
        delivery: delivery, timestamp: timestamp ?? seen.headers["biying-timestamp"] ?? "", signature: signature, body: body,
        secrets: [secret], nowSeconds: now + later)
    }
    for secret in [old, new] {
      #expect(verdict(signature: signature, body: body, secret: secret) == .genuine)
      #expect(verdict(signature: signature, body: body, secret: secret, later: 300) == .genuine)
      #expect(verdict(signature: signature, body: body, secret: secret, later: -300) == .genuine)
      #expect(verdict(signature: signature, body: body, secret: secret, later: 301) == .stale)
      #expect(verdict(signature: signature, body: body, secret: secret, later: -301) == .stale)
    }
    #expect(verdict(signature: signature, body: body + [32], secret: new) == .forged)
    #expect(verdict(delivery: "0190-7b", signature: signature, body: body, secret: new) == .forged)
    #expect(verdict(timestamp: String(now + 1), signature: signature, body: body, secret: new) == .forged)
    #expect(verdict(signature: signature, body: body, secret: try secret("somebody else's secret")) == .forged)
    for broken in ["", "v1=", "v1=00", "v2=" + signature.dropFirst(3), signature.replacing("v1=", with: "v1=g")] {
      #expect(verdict(signature: broken, body: body, secret: new) == .forged)
    }
  }

  /// The value was made with `openssl dgst -sha256 -hmac`.
  @Test func theSignatureIsPlainHMAC() throws {
    let value = WebhookSignature.value(
      delivery: "d1", timestampSeconds: 5, body: Array("{}".utf8), secrets: [try secret("0123456789abcdef")])
    #expect(value == "v1=fcc120bf72b5574ff55a520d64a99e49968b8fc391bc7e29d7ed955117674c2f")
    #expect(WebhookSecret(Array("0123456789abcde".utf8)) == nil)
  }

  @Test func answersAreClassified() async throws {
    let server = try PythonServer(.web)
    let outlet = Outlet()
    let tooLong = OutwardError.replyTooLarge(limitBytes: OutwardLimits.webhookReplyBytes)
    let expected: [(path: String, outcome: WebhookOutcome)] = [
      ("/status/204", .delivered(status: 204)),
      ("/status/500", .retry(.status(500), afterSeconds: nil)),
      ("/status/503?after=120", .retry(.status(503), afterSeconds: 120)),
      ("/status/429?after=99999999", .retry(.status(429), afterSeconds: 86_400)),
      ("/status/503?after=-5", .retry(.status(503), afterSeconds: nil)),
      ("/status/408", .retry(.status(408), afterSeconds: nil)),
      ("/status/302?to=/hook", .rejected(.status(302))),
      ("/status/400", .rejected(.status(400))),
      ("/status/410", .rejected(.status(410))),
      ("/junk", .retry(.transfer(.transport(number: 1)), afterSeconds: nil)),
      ("/drop", .retry(.transfer(.connectionLost), afterSeconds: nil)),
      ("/bytes?count=70000", .retry(.transfer(tooLong), afterSeconds: nil)),
    ]
    for (index, item) in expected.enumerated() {
      let hook = Webhook(url: "http://127.0.0.1:\(server.port)\(item.path)", secrets: [try secret("0123456789abcdef")])
      #expect(await hook.send(.init(id: "1", json: body), nowSeconds: now, over: outlet) == item.outcome)
      #expect(server.keptCount == index + 1, "one call for each delivery")
    }
  }

  @Test func whatCannotBeSentIsSaid() async throws {
    let secrets = [try secret("0123456789abcdef")]
    let outlet = Outlet()
    func send(_ url: String, id: String = "1", json: [UInt8] = [], secrets: [WebhookSecret]) async -> WebhookOutcome {
      await Webhook(url: url, secrets: secrets).send(.init(id: id, json: json), nowSeconds: now, over: outlet)
    }
    #expect(await send("http://127.0.0.1:1/", secrets: secrets) == .retry(.transfer(.connectionRefused), afterSeconds: nil))
    #expect(await send("ftp://127.0.0.1/", secrets: secrets) == .rejected(.transfer(.addressInvalid)))
    let header = OutwardError.headerInvalid(name: "Biying-Delivery")
    #expect(await send("http://127.0.0.1:1/", secrets: []) == .rejected(.transfer(header)))
    #expect(await send("http://127.0.0.1:1/", id: "a\r\nb", secrets: secrets) == .rejected(.transfer(header)))
    let large = [UInt8](repeating: 32, count: OutwardLimits.webhookBodyBytes + 1)
    let expected = OutwardError.bodyTooLarge(limitBytes: OutwardLimits.webhookBodyBytes)
    #expect(await send("http://127.0.0.1:1/", json: large, secrets: secrets) == .rejected(.transfer(expected)))
  }
}
