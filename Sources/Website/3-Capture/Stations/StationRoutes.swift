import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// What stations ask for and hand over; each request proves itself, and no cookie is read or given.
  static let stationRoutes: [Route] = [
    .station("/station/visits", sizeLimitBytes: StationLimits.requestBytes) { call, body in
      try await StationVisits(call: call).list(body)
    },
    .station("/station/visit-file", sizeLimitBytes: StationLimits.requestBytes) { call, body in
      try await StationVisits(call: call).file(body)
    },
    .station("/station/packets", sizeLimitBytes: StationLimits.packetBytes) { call, body in
      try await StationPackets(call: call).take(body)
    },
    .station("/station/happenings", sizeLimitBytes: StationLimits.requestBytes) { call, body in
      try await StationPackets(call: call).happenings(body)
    },
  ]
}

extension Route {
  /// Takes bytes from a station: whoever sends them has to prove himself in them.
  static func station(
    _ path: String, sizeLimitBytes: Int, _ handler: @escaping @Sendable (Call, [UInt8]) async throws -> Response
  ) -> Route {
    Route(method: .post, path: path, roles: nil, takesHalfSignedIn: true, isForStations: true) { call in
      do {
        return try await call.site.stationGate.pass(call.request, sizeLimitBytes: sizeLimitBytes) { body in
          try await handler(call, body)
        }
      } catch let refusal as any Refusal {
        return StationAnswer.refusal(refusal)
      } catch is CancellationError {
        throw CancellationError()
      } catch let error as HTTPError where error.status.code < 500 {
        return StationAnswer.problem("station.request", "请求看不懂", status: error.status)
      } catch {
        call.context.logger.error(
          "fault",
          metadata: [
            "request": "\(call.context.facts.id)", "route": "\(call.context.endpointPath ?? "-")",
            "error": "\(FaultText.of(error))",
          ])
        return StationAnswer.problem(
          "station.fault", "中心出错，编号 \(call.context.facts.id)；数据没有丢，请稍后再传", status: .internalServerError)
      }
    }
  }
}
