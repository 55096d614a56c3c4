import Primitives

/// The interpreter's loop, in source once and compiled twice: `runFast` without and `runCareful` with checks at each
/// instruction. It is one function, longer than any other, because the registers of the machine (position, stack
/// pointer, gas) must stay in registers of the processor; whatever is not hot is called, not written out here.
extension VirtualMachine {
  /// Executes prepared code. Returns whether the outermost frame has ended; else the careful loop must go on.
  @inline(never)
  func runFast() throws(Interruption) -> Bool {
    try loop(isCareful: false)
  }

  /// Executes code one checked instruction at a time. Returns whether the outermost frame has ended; else the fast loop
  /// may go on.
  @inline(never)
  func runCareful() throws(Interruption) -> Bool {
    try loop(isCareful: true)
  }

  @inline(__always)
  private func loop(isCareful: Bool) throws(Interruption) -> Bool {
    let state = self.state
    let isObserved = isCareful && observation != nil
    frames: while true {
      if !isObserved && state.pointee.isCareful != isCareful { return false }
      let frame = state.pointee.frame
      let base = isCareful ? frame.pointee.code : frame.pointee.operations.unsafelyUnwrapped
      let stackBase = frame.pointee.stackBase
      var pc = base + frame.pointee.position
      var sp = frame.pointee.top
      var gas = frame.pointee.gas
      do throws(Interruption) {
        runs: while true {
          if !isCareful {
            let entry = frame.pointee.entries.unsafelyUnwrapped[pc - base]
            let rest = gas &- Int64(entry.gas)
            if rest < 0 || !entry.admits(height: sp - stackBase) {
              try refuseRun(at: pc - base, top: sp, gas: gas)
              return false
            }
            gas = rest
          }
          while true {
            if isCareful {
              if isObserved { try observe(at: pc - base, top: sp, gas: gas) }
              let check = rules.checks[Int(pc.pointee)]
              let rest = gas &- Int64(check.gas)
              if rest < 0 || !check.admits(height: sp - stackBase) {
                throw .halt(diagnose(Opcode(pc.pointee), height: sp - stackBase))
              }
              gas = rest
            }
            switch Operation(byte: pc.pointee) {
            case .stop:
              if try endFrame(.success, gas: gas, output: .empty) { return true }
              continue frames
            case .add:
              Stack.binary(&sp) { $0 &+ $1 }
              pc += 1
            case .mul:
              Stack.binary(&sp) { $0 &* $1 }
              pc += 1
            case .sub:
              Stack.binary(&sp) { $0 &- $1 }
              pc += 1
            case .div:
              Arithmetic.divide(sp)
              sp -= 1
              pc += 1
            case .sdiv:
              Arithmetic.signedDivide(sp)
              sp -= 1
              pc += 1
            case .mod:
              Arithmetic.remainder(sp)
              sp -= 1
              pc += 1
            case .smod:
              Arithmetic.signedRemainder(sp)
              sp -= 1
              pc += 1
            case .addmod:
              Arithmetic.addModulo(sp)
              sp -= 2
              pc += 1
            case .mulmod:
              Arithmetic.multiplyModulo(sp)
              sp -= 2
              pc += 1
            case .exp:
              gas = try Arithmetic.power(sp, gas, rules.rules.expByteGas)
              sp -= 1
              pc += 1
            case .signExtend:
              Stack.binary(&sp) { $1.signExtend(byte: $0) }
              pc += 1
            case .lt:
              Stack.binary(&sp) { U256($0 < $1) }
              pc += 1
            case .gt:
              Stack.binary(&sp) { U256($1 < $0) }
              pc += 1
            case .slt:
              Stack.binary(&sp) { U256($0.signedLess(than: $1)) }
              pc += 1
            case .sgt:
              Stack.binary(&sp) { U256($1.signedLess(than: $0)) }
              pc += 1
            case .eq:
              Stack.binary(&sp) { U256($0 == $1) }
              pc += 1
            case .isZero:
              Stack.unary(sp) { U256($0.isZero) }
              pc += 1
            case .and:
              Stack.binary(&sp) { $0 & $1 }
              pc += 1
            case .or:
              Stack.binary(&sp) { $0 | $1 }
              pc += 1
            case .xor:
              Stack.binary(&sp) { $0 ^ $1 }
              pc += 1
            case .not:
              Stack.unary(sp) { ~$0 }
              pc += 1
            case .byte:
              Stack.binary(&sp) { $1.byte(at: $0) }
              pc += 1
            case .shl:
              Stack.binary(&sp) { $1.shl($0) }
              pc += 1
            case .shr:
              Stack.binary(&sp) { $1.shr($0) }
              pc += 1
            case .sar:
              Stack.binary(&sp) { $1.sar($0) }
              pc += 1
            case .keccak256:
              gas = try hash(frame, sp, gas)
              sp -= 1
              pc += 1
            case .address:
              Stack.push(U256(frame.pointee.address.hash), &sp)
              pc += 1
            case .balance:
              gas = try loadBalance(frame, sp, gas)
              pc += 1
            case .origin:
              Stack.push(U256(transaction.origin.hash), &sp)
              pc += 1
            case .caller:
              Stack.push(U256(frame.pointee.caller.hash), &sp)
              pc += 1
            case .callValue:
              Stack.push(frame.pointee.value, &sp)
              pc += 1
            case .callDataLoad:
              Stack.loadInput(frame, sp)
              pc += 1
            case .callDataSize:
              Stack.push(U256(UInt64(frame.pointee.inputSize)), &sp)
              pc += 1
            case .callDataCopy:
              gas = try copyInput(frame, sp, gas)
              sp -= 3
              pc += 1
            case .codeSize:
              Stack.push(U256(UInt64(frame.pointee.codeSize)), &sp)
              pc += 1
            case .codeCopy:
              gas = try copyCode(frame, sp, gas)
              sp -= 3
              pc += 1
            case .gasPrice:
              Stack.push(transaction.gasPrice, &sp)
              pc += 1
            case .extCodeSize:
              gas = try loadCodeSize(frame, sp, gas)
              pc += 1
            case .extCodeCopy:
              gas = try copyExternalCode(frame, sp, gas)
              sp -= 4
              pc += 1
            case .returnDataSize:
              Stack.push(U256(UInt64(state.pointee.returnSize)), &sp)
              pc += 1
            case .returnDataCopy:
              gas = try copyReturnData(frame, sp, gas)
              sp -= 3
              pc += 1
            case .extCodeHash:
              gas = try loadCodeHash(frame, sp, gas)
              pc += 1
            case .blockHash:
              try loadBlockHash(sp)
              pc += 1
            case .coinbase:
              Stack.push(U256(block.coinbase.hash), &sp)
              pc += 1
            case .timestamp:
              Stack.push(U256(block.timestamp), &sp)
              pc += 1
            case .number:
              Stack.push(U256(block.number), &sp)
              pc += 1
            case .difficulty:
              Stack.push(block.difficulty, &sp)
              pc += 1
            case .gasLimit:
              Stack.push(U256(block.gasLimit), &sp)
              pc += 1
            case .chainID:
              Stack.push(block.chainID, &sp)
              pc += 1
            case .selfBalance:
              sp += 1
              try loadSelfBalance(frame, sp)
              pc += 1
            case .baseFee:
              Stack.push(block.baseFee, &sp)
              pc += 1
            case .blobHash:
              let index = sp.pointee.asInt ?? .max
              sp.pointee = index < transaction.blobHashes.count ? transaction.blobHashes[index] : .zero
              pc += 1
            case .blobBaseFee:
              Stack.push(block.blobBaseFee, &sp)
              pc += 1
            case .pop:
              sp -= 1
              pc += 1
            case .mload:
              let offset = Stack.word(sp)
              if !offset.fitsUInt64 || offset.w0 >= frame.pointee.wordLimit {
                gas = try grow(frame, offset, 32, gas)
              }
              sp.pointee = U256(loadingBigEndianFrom: frame.pointee.memory + Int(truncatingIfNeeded: offset.w0))
              pc += 1
            case .mstore:
              let offset = Stack.word(sp)
              if !offset.fitsUInt64 || offset.w0 >= frame.pointee.wordLimit {
                gas = try grow(frame, offset, 32, gas)
              }
              Stack.word(sp - 1).storeBigEndian(into: frame.pointee.memory + Int(truncatingIfNeeded: offset.w0))
              sp -= 2
              pc += 1
            case .mstore8:
              let offset = Stack.word(sp)
              if !offset.fitsUInt64 || offset.w0 >= frame.pointee.memorySize {
                gas = try grow(frame, offset, 1, gas)
              }
              frame.pointee.memory.storeBytes(
                of: UInt8(truncatingIfNeeded: sp[-1].w0), toByteOffset: Int(truncatingIfNeeded: offset.w0), as: UInt8.self)
              sp -= 2
              pc += 1
            case .sload:
              gas = try loadSlot(frame, sp, gas)
              pc += 1
            case .sstore:
              gas = try storeSlot(frame, sp, gas)
              sp -= 2
              pc += 1
              continue runs
            case .jump:
              let target = Stack.word(sp)
              sp -= 1
              pc = try destination(target, base, frame, isCareful: isCareful)
              continue runs
            case .jumpi:
              let target = Stack.word(sp)
              let isTaken = !Stack.word(sp - 1).isZero
              sp -= 2
              if isTaken {
                pc = try destination(target, base, frame, isCareful: isCareful)
              } else {
                pc += 1
              }
              continue runs
            case .pc:
              Stack.push(U256(UInt64(pc - base)), &sp)
              pc += 1
            case .msize:
              Stack.push(U256(frame.pointee.memorySize), &sp)
              pc += 1
            case .gas:
              Stack.push(U256(UInt64(gas)), &sp)
              pc += 1
              continue runs
            case .jumpDest:
              pc += 1
              continue runs
            case .tload:
              gas = try loadTransient(frame, sp, gas)
              pc += 1
            case .tstore:
              gas = try storeTransient(frame, sp, gas)
              sp -= 2
              pc += 1
              continue runs
            case .mcopy:
              gas = try copyMemory(frame, sp, gas)
              sp -= 3
              pc += 1
            case .push0:
              Stack.push(.zero, &sp)
              pc += 1
            case .push1:
              Stack.push(Stack.immediate(1, pc), &sp)
              pc += 2
            case .push2:
              Stack.push(Stack.immediate(2, pc), &sp)
              pc += 3
            case .push3:
              Stack.push(Stack.immediate(3, pc), &sp)
              pc += 4
            case .push4:
              Stack.push(Stack.immediate(4, pc), &sp)
              pc += 5
            case .push5:
              Stack.push(Stack.immediate(5, pc), &sp)
              pc += 6
            case .push6:
              Stack.push(Stack.immediate(6, pc), &sp)
              pc += 7
            case .push7:
              Stack.push(Stack.immediate(7, pc), &sp)
              pc += 8
            case .push8:
              Stack.push(Stack.immediate(8, pc), &sp)
              pc += 9
            case .push9:
              Stack.push(Stack.immediate(9, pc), &sp)
              pc += 10
            case .push10:
              Stack.push(Stack.immediate(10, pc), &sp)
              pc += 11
            case .push11:
              Stack.push(Stack.immediate(11, pc), &sp)
              pc += 12
            case .push12:
              Stack.push(Stack.immediate(12, pc), &sp)
              pc += 13
            case .push13:
              Stack.push(Stack.immediate(13, pc), &sp)
              pc += 14
            case .push14:
              Stack.push(Stack.immediate(14, pc), &sp)
              pc += 15
            case .push15:
              Stack.push(Stack.immediate(15, pc), &sp)
              pc += 16
            case .push16:
              Stack.push(Stack.immediate(16, pc), &sp)
              pc += 17
            case .push17:
              Stack.push(Stack.immediate(17, pc), &sp)
              pc += 18
            case .push18:
              Stack.push(Stack.immediate(18, pc), &sp)
              pc += 19
            case .push19:
              Stack.push(Stack.immediate(19, pc), &sp)
              pc += 20
            case .push20:
              Stack.push(Stack.immediate(20, pc), &sp)
              pc += 21
            case .push21:
              Stack.push(Stack.immediate(21, pc), &sp)
              pc += 22
            case .push22:
              Stack.push(Stack.immediate(22, pc), &sp)
              pc += 23
            case .push23:
              Stack.push(Stack.immediate(23, pc), &sp)
              pc += 24
            case .push24:
              Stack.push(Stack.immediate(24, pc), &sp)
              pc += 25
            case .push25:
              Stack.push(Stack.immediate(25, pc), &sp)
              pc += 26
            case .push26:
              Stack.push(Stack.immediate(26, pc), &sp)
              pc += 27
            case .push27:
              Stack.push(Stack.immediate(27, pc), &sp)
              pc += 28
            case .push28:
              Stack.push(Stack.immediate(28, pc), &sp)
              pc += 29
            case .push29:
              Stack.push(Stack.immediate(29, pc), &sp)
              pc += 30
            case .push30:
              Stack.push(Stack.immediate(30, pc), &sp)
              pc += 31
            case .push31:
              Stack.push(Stack.immediate(31, pc), &sp)
              pc += 32
            case .push32:
              Stack.push(Stack.immediate(32, pc), &sp)
              pc += 33
            case .dup1:
              Stack.duplicate(&sp, 0)
              pc += 1
            case .dup2:
              Stack.duplicate(&sp, 1)
              pc += 1
            case .dup3:
              Stack.duplicate(&sp, 2)
              pc += 1
            case .dup4:
              Stack.duplicate(&sp, 3)
              pc += 1
            case .dup5:
              Stack.duplicate(&sp, 4)
              pc += 1
            case .dup6:
              Stack.duplicate(&sp, 5)
              pc += 1
            case .dup7:
              Stack.duplicate(&sp, 6)
              pc += 1
            case .dup8:
              Stack.duplicate(&sp, 7)
              pc += 1
            case .dup9:
              Stack.duplicate(&sp, 8)
              pc += 1
            case .dup10:
              Stack.duplicate(&sp, 9)
              pc += 1
            case .dup11:
              Stack.duplicate(&sp, 10)
              pc += 1
            case .dup12:
              Stack.duplicate(&sp, 11)
              pc += 1
            case .dup13:
              Stack.duplicate(&sp, 12)
              pc += 1
            case .dup14:
              Stack.duplicate(&sp, 13)
              pc += 1
            case .dup15:
              Stack.duplicate(&sp, 14)
              pc += 1
            case .dup16:
              Stack.duplicate(&sp, 15)
              pc += 1
            case .swap1:
              Stack.swap(sp, 1)
              pc += 1
            case .swap2:
              Stack.swap(sp, 2)
              pc += 1
            case .swap3:
              Stack.swap(sp, 3)
              pc += 1
            case .swap4:
              Stack.swap(sp, 4)
              pc += 1
            case .swap5:
              Stack.swap(sp, 5)
              pc += 1
            case .swap6:
              Stack.swap(sp, 6)
              pc += 1
            case .swap7:
              Stack.swap(sp, 7)
              pc += 1
            case .swap8:
              Stack.swap(sp, 8)
              pc += 1
            case .swap9:
              Stack.swap(sp, 9)
              pc += 1
            case .swap10:
              Stack.swap(sp, 10)
              pc += 1
            case .swap11:
              Stack.swap(sp, 11)
              pc += 1
            case .swap12:
              Stack.swap(sp, 12)
              pc += 1
            case .swap13:
              Stack.swap(sp, 13)
              pc += 1
            case .swap14:
              Stack.swap(sp, 14)
              pc += 1
            case .swap15:
              Stack.swap(sp, 15)
              pc += 1
            case .swap16:
              Stack.swap(sp, 16)
              pc += 1
            case .log0:
              gas = try writeLog(frame, sp, gas, topicCount: 0)
              sp -= 2
              pc += 1
              continue runs
            case .log1:
              gas = try writeLog(frame, sp, gas, topicCount: 1)
              sp -= 3
              pc += 1
              continue runs
            case .log2:
              gas = try writeLog(frame, sp, gas, topicCount: 2)
              sp -= 4
              pc += 1
              continue runs
            case .log3:
              gas = try writeLog(frame, sp, gas, topicCount: 3)
              sp -= 5
              pc += 1
              continue runs
            case .log4:
              gas = try writeLog(frame, sp, gas, topicCount: 4)
              sp -= 6
              pc += 1
              continue runs
            case .create:
              frame.pointee.save(position: pc + 1 - base, top: sp, gas: gas)
              try create(.create)
              continue frames
            case .call:
              frame.pointee.save(position: pc + 1 - base, top: sp, gas: gas)
              try call(.call)
              continue frames
            case .callCode:
              frame.pointee.save(position: pc + 1 - base, top: sp, gas: gas)
              try call(.callCode)
              continue frames
            case .return:
              gas = try growRegion(frame, sp.pointee, sp[-1], gas)
              if try endFrame(.success, gas: gas, output: region(frame, sp.pointee, sp[-1])) { return true }
              continue frames
            case .delegateCall:
              frame.pointee.save(position: pc + 1 - base, top: sp, gas: gas)
              try call(.delegateCall)
              continue frames
            case .create2:
              frame.pointee.save(position: pc + 1 - base, top: sp, gas: gas)
              try create(.create2)
              continue frames
            case .staticCall:
              frame.pointee.save(position: pc + 1 - base, top: sp, gas: gas)
              try call(.staticCall)
              continue frames
            case .revert:
              gas = try growRegion(frame, sp.pointee, sp[-1], gas)
              if try endFrame(.revert, gas: gas, output: region(frame, sp.pointee, sp[-1])) { return true }
              continue frames
            case .invalid:
              throw .halt(.invalidInstruction)
            case .selfDestruct:
              gas = try selfDestruct(frame, sp, gas)
              if try endFrame(.success, gas: gas, output: .empty) { return true }
              continue frames
            // Sequences, see `CodePreparation`. None of them is reached by the careful loop.
            case .pushJump:
              pc = base + (Stack.operand16(pc, 1) &+ 1)
              continue runs
            case .pushJumpIf:
              let isTaken = !Stack.word(sp).isZero
              sp -= 1
              pc = isTaken ? base + (Stack.operand16(pc, 1) &+ 1) : pc + 4
              continue runs
            case .isZeroJumpIf:
              let isTaken = Stack.word(sp).isZero
              sp -= 1
              pc = isTaken ? base + (Stack.operand16(pc, 2) &+ 1) : pc + 5
              continue runs
            case .ltJumpIf:
              let isTaken = Stack.word(sp) < Stack.word(sp - 1)
              sp -= 2
              pc = isTaken ? base + (Stack.operand16(pc, 2) &+ 1) : pc + 5
              continue runs
            case .gtJumpIf:
              let isTaken = Stack.word(sp - 1) < Stack.word(sp)
              sp -= 2
              pc = isTaken ? base + (Stack.operand16(pc, 2) &+ 1) : pc + 5
              continue runs
            case .eqJumpIf:
              let isTaken = Stack.word(sp) == Stack.word(sp - 1)
              sp -= 2
              pc = isTaken ? base + (Stack.operand16(pc, 2) &+ 1) : pc + 5
              continue runs
            case .dupJumpIf:
              let isTaken = !Stack.word(sp - Int(pc[1])).isZero
              pc = isTaken ? base + (Stack.operand16(pc, 2) &+ 1) : pc + 5
              continue runs
            case .swapPop:
              sp[-Int(pc[1])] = Stack.word(sp)
              sp -= 1
              pc += 2
            case .popPop:
              sp -= 2
              pc += 2
            case .dupAdd:
              sp.pointee = Stack.word(sp - Int(pc[1])) &+ Stack.word(sp)
              pc += 2
            case .dupLt:
              sp.pointee = U256(Stack.word(sp - Int(pc[1])) < Stack.word(sp))
              pc += 2
            case .dupAnd:
              sp.pointee = Stack.word(sp - Int(pc[1])) & Stack.word(sp)
              pc += 2
            case .dupMstore:
              let offset = Stack.word(sp - Int(pc[1]))
              if !offset.fitsUInt64 || offset.w0 >= frame.pointee.wordLimit {
                gas = try grow(frame, offset, 32, gas)
              }
              Stack.word(sp).storeBigEndian(into: frame.pointee.memory + Int(truncatingIfNeeded: offset.w0))
              sp -= 1
              pc += 2
            case .dupDup:
              sp[1] = Stack.word(sp - Int(pc[1] & 15))
              sp[2] = Stack.word(sp + 1 - Int(pc[1] &>> 4))
              sp += 2
              pc += 2
            case .pushAdd:
              sp.pointee = Stack.word(sp) &+ U256(UInt64(pc[1]))
              pc += 3
            case .pushShl:
              sp.pointee = Stack.word(sp) &<< Int(pc[1])
              pc += 3
            case .pushShr:
              sp.pointee = Stack.word(sp) &>> Int(pc[1])
              pc += 3
            case .pushAnd:
              sp.pointee = U256(Stack.word(sp).w0 & UInt64(pc[1]))
              pc += 3
            case .pushMul:
              sp.pointee = Stack.word(sp).multipliedFullWidth(byLimb: UInt64(pc[1])).low
              pc += 3
            case .pushMload:
              let offset = UInt64(pc[1])
              if offset >= frame.pointee.wordLimit { gas = try grow(frame, U256(offset), 32, gas) }
              Stack.push(U256(loadingBigEndianFrom: frame.pointee.memory + Int(offset)), &sp)
              pc += 3
            case .pushMstore:
              let offset = UInt64(pc[1])
              if offset >= frame.pointee.wordLimit { gas = try grow(frame, U256(offset), 32, gas) }
              Stack.word(sp).storeBigEndian(into: frame.pointee.memory + Int(offset))
              sp -= 1
              pc += 3
            case .pushCallDataLoad:
              Stack.push(U256(UInt64(pc[1])), &sp)
              Stack.loadInput(frame, sp)
              pc += 3
            case .pushDup:
              Stack.push(U256(UInt64(pc[1])), &sp)
              Stack.duplicate(&sp, Int(pc[2]))
              pc += 3
            case .pushPush:
              Stack.push(U256(UInt64(pc[1])), &sp)
              Stack.push(U256(UInt64(pc[3])), &sp)
              pc += 4
            case .pushSwapSub:
              sp.pointee = Stack.word(sp) &- U256(UInt64(pc[1]))
              pc += 4
            case .pushSwap:
              sp[1] = Stack.word(sp)
              sp.pointee = U256(UInt64(pc[1]))
              sp += 1
              pc += 3
            case .push4And:
              sp.pointee = U256(Stack.word(sp).w0 & Stack.immediate(4, pc).w0)
              pc += 6
            case .push8And:
              sp.pointee = U256(Stack.word(sp).w0 & Stack.immediate(8, pc).w0)
              pc += 10
            case .addMload:
              sp -= 1
              let offset = Stack.word(sp + 1) &+ Stack.word(sp)
              if !offset.fitsUInt64 || offset.w0 >= frame.pointee.wordLimit {
                gas = try grow(frame, offset, 32, gas)
              }
              sp.pointee = U256(loadingBigEndianFrom: frame.pointee.memory + Int(truncatingIfNeeded: offset.w0))
              pc += 2
            case .mulAdd:
              sp -= 2
              sp.pointee = (Stack.word(sp + 2) &* Stack.word(sp + 1)) &+ Stack.word(sp)
              pc += 2
            case .swapSub:
              sp -= 1
              sp.pointee = Stack.word(sp) &- Stack.word(sp + 1)
              pc += 2
            case .sltIsZero:
              Stack.binary(&sp) { U256(!$0.signedLess(than: $1)) }
              pc += 2
            case .ltIsZero:
              Stack.binary(&sp) { U256(!($0 < $1)) }
              pc += 2

            case .undefined,
              .unused0d, .unused0e, .unused0f, .unused1e, .unused1f, .unused21, .unused22, .unused23,
              .unused24, .unused25, .unused26, .unused27, .unused28, .unused29, .unused2a, .unused2b,
              .unused2c, .unused2d, .unused2e, .unused2f, .unused4b, .unused4c, .unused4d, .unused4e,
              .unused4f, .unuseda5, .unuseda6, .unuseda7, .unuseda8, .unuseda9, .unusedaa, .unusedab,
              .unusedac, .unusedad, .unusedae, .unusedaf, .unusedd1, .unusedd2, .unusedd3,
              .unusedd4, .unusedd5, .unusedd6, .unusedd7, .unusedd8, .unusedd9, .unusedda, .unuseddb,
              .unuseddc, .unuseddd, .unusedde, .unuseddf, .unusede0, .unusede1, .unusede2, .unusede3,
              .unusede4, .unusede5, .unusede6, .unusede7, .unusede8, .unusede9, .unusedea, .unusedeb,
              .unusedec, .unuseded, .unusedee, .unusedef, .unusedf6, .unusedf7, .unusedf8, .unusedf9,
              .unusedfb, .unusedfc:
              throw .halt(.undefinedInstruction)
            }
          }
        }
      } catch {
        if try endFrame(afterInterruption: error) { return true }
      }
    }
  }
}
