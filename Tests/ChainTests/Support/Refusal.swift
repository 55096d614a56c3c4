import Chain
import ProtocolKit
import Testing

/// The code of the rejection or fault with which an operation on a chain ends; nil when it succeeds.
func blockErrorCode(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch let error as BlockError {
    switch error {
    case .rejected(let rejection): return rejection.code
    case .fault(let fault): return "fault-\(fault.code)"
    }
  } catch let rejection as BlockRejection {
    return rejection.code
  } catch let fault as ChainFault {
    return "fault-\(fault.code)"
  } catch {
    Issue.record("\(error)")
    return nil
  }
}
