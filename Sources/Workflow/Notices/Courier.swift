import Foundation
import GraduatePhotos
import Outward

/// Carries messages out of the center by the settings in force; one a process.
public final class Courier: Sendable {
  /// A message of the outbox, with where its notice leads.
  struct Parcel: Sendable {
    let id: String
    let channel: MessageChannel
    let recipient: String
    let subject: String
    let body: String
    /// Empty when no notice belongs to it.
    let path: String
    let scope: String
    let writtenAt: Int64
  }

  /// What became of an attempt.
  enum Verdict: Sendable, Equatable {
    case sent
    case refused(String)
    case later(String, afterMilliseconds: Int64)
  }

  private let settings: OutwardSettings
  private let mailer: Mailer?
  private let outlet: Outlet?

  public init(_ settings: OutwardSettings) {
    self.settings = settings
    mailer = settings.mailServer.map { Mailer(server: $0) }
    outlet = settings.webhook == nil ? nil : Outlet(concurrent: 2)
  }

  /// Ends everything under way; what was not sent is tried again by the next process.
  public func close() {
    mailer?.close()
    outlet?.close()
  }

  /// - `link`: the whole address the message leads to; empty for none.
  /// - `now`: milliseconds UTC by the database's clock.
  func send(_ parcel: Parcel, link: String, now: Int64) async -> Verdict {
    switch parcel.channel {
    case .mail: await mail(parcel, link: link)
    case .webhook: await post(parcel, link: link, now: now)
    }
  }

  private func mail(_ parcel: Parcel, link: String) async -> Verdict {
    await mail(
      id: parcel.id, to: parcel.recipient, subject: parcel.subject,
      text: parcel.body + (link.isEmpty ? "" : "\n\n详情：\(link)"), writtenAt: parcel.writtenAt)
  }

  /// One mail to one address; tried again it has the same Message-ID, made of `id`.
  func mail(
    id: String, to recipient: String, subject: String, text: String, attachments: [MailMessage.Attachment] = [],
    writtenAt: Int64
  ) async -> Verdict {
    guard let mailer, let sender = settings.mailSender else { return .refused("没有配置邮件服务器") }
    let message: MailMessage
    do {
      let domain = sender.address.split(separator: "@").last.map(String.init) ?? "localhost"
      message = try MailMessage(
        from: sender, to: [MailAddress(recipient)], subject: subject, text: text, attachments: attachments,
        identifier: "\(id)@\(domain)", sentAt: writtenAt)
    } catch { return .refused(error.message) }
    return switch await mailer.send(message) {
    case .accepted: .sent
    case .permanent(let trouble): .refused(Self.words(trouble))
    case .temporary(let trouble): .later(Self.words(trouble), afterMilliseconds: 0)
    }
  }

  private static func words(_ trouble: MailTrouble) -> String {
    switch trouble {
    case .reply(let code): "邮件服务器答复 \(code)"
    case .transfer(let error): error.message
    }
  }

  private struct Event: Encodable {
    let event = "notice"
    let id: String
    let campaign: String
    let title: String
    let body: String
    let link: String
    let writtenAt: Int64
  }

  private func post(_ parcel: Parcel, link: String, now: Int64) async -> Verdict {
    guard let webhook = settings.webhook, let outlet else { return .refused("没有配置消息接口") }
    let event = Event(
      id: parcel.id, campaign: parcel.scope, title: parcel.subject, body: parcel.body, link: link, writtenAt: parcel.writtenAt)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(event) else { return .refused("消息写不成 JSON") }
    let delivery = Webhook.Delivery(id: parcel.id, json: [UInt8](json))
    return switch await webhook.send(delivery, nowSeconds: now / 1000, over: outlet) {
    case .delivered: .sent
    case .rejected(let trouble): .refused(Self.words(trouble))
    case .retry(let trouble, let seconds):
      .later(Self.words(trouble), afterMilliseconds: Int64(seconds ?? 0) * 1000)
    }
  }

  private static func words(_ trouble: WebhookTrouble) -> String {
    switch trouble {
    case .status(let status): "消息接口答复 \(status)"
    case .transfer(let error): error.message
    }
  }
}
