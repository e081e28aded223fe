import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Admit where Guest == any DeliveryReader {
  /// The head office's clerk, and each institution's liaison for its own.
  static var deliveryReaders: Admit<any DeliveryReader> {
    Admit(roles: [.clerk, .liaison]) { $0?.person.signedIn as? any DeliveryReader }
  }
}

extension Site {
  /// Deliveries: what is ready, making one, fetching it, sending it, its receipt.
  static let deliveryRoutes: [Route] = deliveryReaderRoutes + deliveryClerkRoutes

  private static let base = "/campaigns/{campaign}/deliveries"

  private static let deliveryReaderRoutes: [Route] = [
    .get(base, .deliveryReaders) { call, reader in
      if let clerk = reader as? Clerk { return try await DeliveryDeskPage(call: call, clerk: clerk).show() }
      return try await InstitutionDeliveriesPage(call: call, reader: reader).show(reader.deliveredTo ?? "")
    },
    .get(base + "/{delivery}", .deliveryReaders) { call, reader in
      try await DeliveryPage(call: call, reader: reader).show()
    },
    .get(base + "/{delivery}/parts/{part}", .deliveryReaders) { call, reader in
      guard let part = DeliveryPart(text: call.part("part")) else { throw HTTPError(.notFound) }
      return try await DeliveryWords.found {
        Download.response(
          try await call.center.openDeliveryArchive(
            call.part("delivery"), part, campaignID: call.part("campaign"), by: reader), to: call.request)
      }
    },
    .get(base + "/{delivery}/password", .deliveryReaders) { call, reader in
      try await DeliveryPasswordPage(call: call, reader: reader).show()
    },
    .post(base + "/{delivery}/password", .deliveryReaders) { call, reader, _ in
      try await DeliveryPasswordPage(call: call, reader: reader).reveal()
    },
    .post(base + "/{delivery}/receive", .liaison) { call, liaison, _ in
      try await DeliveryWords.found {
        try await call.center.receiveDelivery(call.part("delivery"), campaignID: call.part("campaign"), by: liaison)
      }
      return .redirect(toOwn: DeliveryWords.page(call) + "?done=received")
    },
  ]

  private static let deliveryClerkRoutes: [Route] = [
    .get(base + "/institutions/{institution}", .clerk) { call, clerk in
      try await InstitutionDeliveriesPage(call: call, reader: clerk).show(call.part("institution"))
    },
    .get(base + "/institutions/{institution}/new", .clerk) { call, clerk in
      try await NewDeliveryPage(call: call, clerk: clerk).show()
    },
    .post(base + "/institutions/{institution}/new", .clerk) { call, clerk, form in
      try await NewDeliveryPage(call: call, clerk: clerk).take(form)
    },
    .post(base + "/{delivery}/dispatch", .clerk) { call, clerk, form in
      try await DeliveryPage(call: call, reader: clerk).dispatch(form, by: clerk)
    },
    .post(base + "/{delivery}/receipt", .clerk) { call, clerk, form in
      try await DeliveryPage(call: call, reader: clerk).register(form, by: clerk)
    },
    .post(base + "/{delivery}/remind", .clerk) { call, clerk, _ in
      try await DeliveryPage(call: call, reader: clerk).remind(by: clerk)
    },
  ]
}
