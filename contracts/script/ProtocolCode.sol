// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuditRegistry} from "../src/listing/AuditRegistry.sol";
import {ProxyCode} from "../src/listing/ProxyCode.sol";
import {ProductRegistry} from "../src/listing/ProductRegistry.sol";
import {CoverPoolFactory} from "../src/CoverPoolFactory.sol";
import {CoverPool} from "../src/pool/CoverPool.sol";
import {CoverPoolSegment2} from "../src/pool/CoverPoolSegment2.sol";
import {CoverPoolSegment3} from "../src/pool/CoverPoolSegment3.sol";
import {ClaimsVault} from "../src/claims/ClaimsVault.sol";
import {ClaimsVaultSegment2} from "../src/claims/ClaimsVaultSegment2.sol";
import {ShareLossMeter} from "../src/resolution/meters/ShareLossMeter.sol";
import {PriceDepegMeter} from "../src/resolution/meters/PriceDepegMeter.sol";
import {BadDebtMeter} from "../src/resolution/meters/BadDebtMeter.sol";
import {Court} from "../src/resolution/court/Court.sol";
import {CoveredVaultFactory} from "../src/embedding/CoveredVaultFactory.sol";
import {PayoutDistributorFactory} from "../src/embedding/PayoutDistributorFactory.sol";
import {RenewalMandate} from "../src/embedding/RenewalMandate.sol";
import {CoverRouter} from "../src/router/CoverRouter.sol";

import {Deployment} from "./Deployment.sol";

/// @title Code of the protocol as it is compiled with the caller
/// @dev Tests link dynamically: there forge puts a cheatcode in the place of creation code, which only a view can call.
library ProtocolCode {
    function compiled() internal view returns (Deployment.Code memory code) {
        code.auditRegistry = type(AuditRegistry).creationCode;
        code.proxyCode = type(ProxyCode).creationCode;
        code.productRegistry = type(ProductRegistry).creationCode;
        code.coverPoolFactory = type(CoverPoolFactory).creationCode;
        code.coverPool = type(CoverPool).creationCode;
        code.coverPoolSegment2 = type(CoverPoolSegment2).creationCode;
        code.coverPoolSegment3 = type(CoverPoolSegment3).creationCode;
        code.claimsVault = type(ClaimsVault).creationCode;
        code.claimsVaultSegment2 = type(ClaimsVaultSegment2).creationCode;
        code.shareLossMeter = type(ShareLossMeter).creationCode;
        code.priceDepegMeter = type(PriceDepegMeter).creationCode;
        code.badDebtMeter = type(BadDebtMeter).creationCode;
        code.court = type(Court).creationCode;
        code.coverRouter = type(CoverRouter).creationCode;
        code.coveredVaultFactory = type(CoveredVaultFactory).creationCode;
        code.payoutDistributorFactory = type(PayoutDistributorFactory).creationCode;
        code.renewalMandate = type(RenewalMandate).creationCode;
    }
}
