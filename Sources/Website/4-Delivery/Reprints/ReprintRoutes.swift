import GraduatePhotos
import Hummingbird
import Workflow

extension Admit where Guest == any ReprintReader {
  static var reprintReaders: Admit<any ReprintReader> {
    Admit(roles: [.clerk, .liaison, .departmentSecretary, .counselor]) { $0?.person.signedIn as? any ReprintReader }
  }
}

extension Admit where Guest == any ReprintBuyer {
  static var reprintBuyers: Admit<any ReprintBuyer> {
    Admit(roles: [.liaison, .departmentSecretary, .counselor]) { $0?.person.signedIn as? any ReprintBuyer }
  }
}

/// The addresses of a campaign's orders for further prints.
struct ReprintAddress: Sendable {
  let campaignID: String

  var home: String { "/campaigns/\(campaignID)/reprints" }
  var new: String { home + "/new" }
  func new(for line: ClassLine) -> String {
    WebAddress.path(new, query: [("department", line.department), ("class", line.classGroup), ("chosen", "1")])
  }
  func order(_ id: String) -> String { "\(home)/\(id)" }
}

extension Call {
  var reprintAddress: ReprintAddress { ReprintAddress(campaignID: part("campaign")) }
}

extension Site {
  private static let reprints = "/campaigns/{campaign}/reprints"

  /// 加洗: the list, an order, and its way to the prints.
  static let reprintRoutes: [Route] = [
    .get(reprints, .reprintReaders) { call, reader in try await ReprintListPage(call: call, reader: reader).show() },
    .get(reprints + "/new", .reprintBuyers) { call, buyer in try await NewReprintPage(call: call, buyer: buyer).show() },
    .post(reprints + "/new", .reprintBuyers) { call, buyer, form in
      try await NewReprintPage(call: call, buyer: buyer).take(form)
    },
    .get(reprints + "/{order}", .reprintReaders) { call, reader in
      try await ReprintPage(call: call, reader: reader).show()
    },
    .post(reprints + "/{order}/cancel", .reprintReaders) { call, reader, form in
      try await ReprintPage(call: call, reader: reader).cancel(form)
    },
    .post(reprints + "/{order}/files", .clerk) { call, clerk, form in
      try await ReprintPage(call: call, reader: clerk).files(form, by: clerk)
    },
    .post(reprints + "/{order}/printed", .clerk) { call, clerk, form in
      try await ReprintPage(call: call, reader: clerk).printed(form, by: clerk)
    },
    .post(reprints + "/{order}/handed-over", .clerk) { call, clerk, _ in
      try await ReprintPage(call: call, reader: clerk).handedOver(by: clerk)
    },
  ]
}
